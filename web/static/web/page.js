// The page of one sheet of paper: brings the sentence into sight in the picture and in the text, and its keys.  Without
// this script the address itself leads to the box, and links lead from box to words and back.
"use strict";

const sheet = document.querySelector(".sheet");
const words = document.querySelector(".words");
const phone = window.matchMedia("(max-width: 52rem)").matches;

function centre(pane, one) {
  const here = one.getBoundingClientRect(), around = pane.getBoundingClientRect();
  pane.scrollTop += here.top - around.top - Math.max(12, (pane.clientHeight - here.height) / 2);
  pane.scrollLeft += Math.min(here.left - around.left - 12, Math.max(0, here.right - around.right + 12));
}

function intoSight() {
  const box = document.querySelector(".page .asked"), marked = document.querySelector(".words mark");
  if (!box && !marked) return;
  if (sheet && box) centre(sheet, box);
  if (sheet && marked && !phone) centre(words, marked);
  if (phone || !sheet) (box ? sheet : marked).scrollIntoView({ block: box ? "start" : "center" });
  else window.scrollTo(0, 0); // both panes are in sight from the top
}

function step(by) {
  const links = [...document.querySelectorAll(".words a:not(.field)")];
  const at = links.indexOf(document.activeElement);
  const to = links[at < 0 && by < 0 ? links.length - 1 : at + by];
  if (to) to.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (event.target.closest("input, textarea, select")) return;
  const turned = { ArrowLeft: "before", ArrowRight: "after" }[event.key];
  if (turned) document.getElementById(turned)?.click();
  else if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
});

if (window.location.hash === "#cau" || !window.location.hash) {
  window.addEventListener("load", () => requestAnimationFrame(intoSight));
}
