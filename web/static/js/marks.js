// From one searched word to the next. Without this, a link to each of the first ones is there.

const bar = document.querySelector("[data-marks]");
const marks = [...document.querySelectorAll("mark[id]")];
if (bar && marks.length) {
  const said = bar.querySelector("[role=status]");
  let place = -1;
  const go = (step) => {
    marks[place]?.classList.remove("here");
    const from = place < 0 && step < 0 ? 0 : place; // backwards from nowhere is the last one
    place = (from + step + marks.length) % marks.length;
    marks[place].classList.add("here");
    marks[place].scrollIntoView({ block: "center" });
    said.textContent = bar.dataset.marks.replace("{place}", place + 1).replace("{total}", marks.length);
  };
  for (const button of bar.querySelectorAll("button")) {
    button.addEventListener("click", () => go(Number(button.dataset.step)));
  }
  bar.querySelector("ol").hidden = true;
  bar.querySelector(".marks-buttons").hidden = false;
}
