// Completion of the question as it is typed: an editable combobox with a list of suggestions
// (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). Offline, or without an answer, it is silent.

const PAUSE_MS = 120;

class Completion {
  #input;
  #list;
  #source;
  #active = -1;
  #timer = 0;
  #request = null;

  constructor(input) {
    this.#input = input;
    this.#source = input.dataset.suggest;
    this.#list = input.parentElement.appendChild(document.createElement("ul"));
    this.#list.id = "suggestions";
    this.#list.className = "suggestions";
    this.#list.setAttribute("role", "listbox");
    this.#list.setAttribute("aria-label", input.dataset.suggestions);
    this.#list.hidden = true;
    input.type = "text"; // a search box may not be a combobox (ARIA in HTML)
    const states = { role: "combobox", "aria-autocomplete": "list", "aria-controls": "suggestions", "aria-expanded": "false" };
    for (const [name, value] of Object.entries(states)) input.setAttribute(name, value);
    input.addEventListener("input", () => this.#soon());
    input.addEventListener("keydown", (event) => this.#pressed(event));
    input.addEventListener("blur", () => this.#close());
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the focus
    this.#list.addEventListener("click", (event) => this.#take(event.target.closest("[role=option]")));
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#request?.abort(); // an answer to what is no longer there is of no use
    this.#timer = setTimeout(() => this.#ask(), PAUSE_MS);
  }

  async #ask() {
    const typed = this.#input.value;
    if (!typed.trim()) return this.#close();
    this.#request = new AbortController();
    try {
      const address = `${this.#source}?${new URLSearchParams({ q: typed })}`;
      const answer = await fetch(address, { signal: this.#request.signal });
      if (!answer.ok) return this.#close();
      this.#show((await answer.json()).completions);
    } catch (error) {
      if (error.name !== "AbortError") this.#close(); // offline; what was cancelled has a successor
    }
  }

  #show(completions) {
    this.#choose(-1);
    this.#list.replaceChildren(...completions.map(option));
    const open = completions.length > 0 && document.activeElement === this.#input;
    this.#list.hidden = !open;
    this.#input.setAttribute("aria-expanded", String(open));
  }

  #close() {
    clearTimeout(this.#timer);
    this.#request?.abort();
    this.#choose(-1);
    this.#list.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
  }

  #pressed(event) {
    const open = !this.#list.hidden;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (open) this.#step(step);
      else this.#ask();
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      this.#close();
    } else if (event.key === "Enter" && open && this.#active >= 0) {
      event.preventDefault();
      this.#take(this.#list.children[this.#active]);
    }
  }

  #step(step) {
    const places = this.#list.children.length + 1; // with the text itself, between last and first
    this.#choose(((this.#active + 1 + step + places) % places) - 1);
  }

  #choose(place) {
    this.#list.children[this.#active]?.setAttribute("aria-selected", "false");
    this.#active = place;
    const chosen = this.#list.children[place];
    if (!chosen) return this.#input.removeAttribute("aria-activedescendant");
    chosen.setAttribute("aria-selected", "true");
    chosen.scrollIntoView({ block: "nearest" });
    this.#input.setAttribute("aria-activedescendant", chosen.id);
  }

  #take(chosen) {
    if (!chosen) return;
    this.#input.value = chosen.dataset.text;
    this.#close();
    this.#input.form.requestSubmit();
  }
}

function option(completion, place) {
  const item = document.createElement("li");
  item.id = `suggestion-${place}`;
  item.lang = "fr";
  item.dataset.text = completion.text;
  item.dataset.kind = completion.kind;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  item.textContent = completion.text;
  return item;
}

const input = document.querySelector("input[data-suggest]");
if (input) new Completion(input);
