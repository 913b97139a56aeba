// A link to the passage that is selected (https://wicg.github.io/scroll-to-text-fragment/).

const EDGE = 5; // words at either end of a long passage that tell it from others
const link = document.querySelector(".passage-link");
const text = document.querySelector(".prose");

document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  const passage = text.contains(selection.anchorNode) && text.contains(selection.focusNode) ? selection.toString() : "";
  const words = passage.split(/\s+/u).filter(Boolean);
  link.hidden = words.length < 2;
  if (link.hidden) return;
  const ends = words.length <= 2 * EDGE ? [words] : [words.slice(0, EDGE), words.slice(-EDGE)];
  const fragment = ends.map((end) => encodeURIComponent(end.join(" ")).replace(/-/g, "%2D"));
  link.href = `${location.pathname}${location.search}#:~:text=${fragment.join(",")}`;
  link.textContent = link.dataset.copy;
});

link.addEventListener("click", async (event) => {
  event.preventDefault();
  try {
    await navigator.clipboard.writeText(link.href);
    link.textContent = link.dataset.copied;
  } catch {
    location.assign(link.href); // no clipboard without HTTPS: the address bar has the link then
  }
});
