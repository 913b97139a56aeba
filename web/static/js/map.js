// A map that is made larger shows the middle of what was found, not the west of the world.

document.querySelector(".zoom input").addEventListener("change", () => {
  document.querySelector(".map [data-centre]").scrollIntoView({ inline: "center", block: "nearest" });
});
