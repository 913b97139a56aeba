// « Pourquoi ce résultat ? »: the reasons are fetched when they are first asked for. Without this,
// or without an answer, a link leads to them.

for (const details of document.querySelectorAll(".why")) {
  details.addEventListener("toggle", () => fill(details));
}

async function fill(details) {
  const link = details.open && details.querySelector("a");
  if (!link) return;
  try {
    const answer = await fetch(link.href);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (link.isConnected) link.replaceWith(page.querySelector(".reasons"));
  } catch {
    // offline: the link stays
  }
}
