// The list of countries: a box that narrows it, and the choice of its order.

const facet = document.querySelector("#pays");
addEventListener("pageshow", (event) => {
  if (event.persisted) facet?.form.reset(); // back again: what was ticked since is not in force
});

const tools = facet?.querySelector(".tools");
if (tools) {
  const items = [...facet.querySelectorAll(".choices > li")];
  const folded = items.map((item) => fold(item.querySelector(".label").textContent));
  const [first, rest] = facet.querySelectorAll(".choices");
  const details = facet.querySelector("details");
  const shown = first.children.length;
  const box = tools.querySelector("input");
  const order = tools.querySelector("button");
  const byName = items.toSorted((a, b) => label(a).localeCompare(label(b), document.documentElement.lang));

  box.addEventListener("input", () => {
    const wanted = fold(box.value.trim());
    items.forEach((item, place) => { item.hidden = !folded[place].includes(wanted); });
    if (details && wanted) details.open = true;
    tools.querySelector("[role=status]").textContent = wanted ? items.filter((item) => !item.hidden).length : "";
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // it narrows the list; a button sends the form
  });
  order.addEventListener("click", () => {
    const named = order.getAttribute("aria-pressed") !== "true";
    order.setAttribute("aria-pressed", String(named));
    const ordered = named ? byName : items;
    first.replaceChildren(...ordered.slice(0, named ? undefined : shown));
    rest?.replaceChildren(...(named ? [] : ordered.slice(shown)));
    if (details) details.hidden = named;
  });
  tools.hidden = false;
}

function label(item) {
  return item.querySelector(".label").textContent;
}

function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/œ/gi, "oe").replace(/’/g, "'").toLowerCase();
}
