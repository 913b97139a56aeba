// The first passage that names a country, over the page while its name is pointed at or has the
// focus. Escape takes it away, the pointer may go onto it, and it stays (WCAG 2.2, 1.4.13). A tap or
// a click opens all the passages, without this too.

const peeks = [...document.querySelectorAll(".peek")];

for (const peek of peeks) {
  const country = peek.closest(".country");
  const details = country.querySelector("details");
  country.addEventListener("pointerenter", (event) => {
    if (event.pointerType === "mouse") show(peek, details); // a finger opens the passages
  });
  country.addEventListener("pointerleave", () => { peek.hidden = true; });
  country.addEventListener("focusin", (event) => {
    if (event.target.matches("summary:focus-visible")) show(peek, details);
  });
  country.addEventListener("focusout", () => { peek.hidden = true; });
  details.addEventListener("toggle", () => { peek.hidden ||= details.open; });
}

addEventListener("keydown", (event) => {
  if (event.key === "Escape") for (const peek of peeks) peek.hidden = true;
});

function show(peek, details) {
  for (const other of peeks) other.hidden = other !== peek || details.open;
}
