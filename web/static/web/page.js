// The page of one sheet of paper: brings the sentence into sight in the picture and in the text, and its keys.  Without
// this script the address itself leads to the box, and links lead from box to words and back.
"use strict";

const sheet = document.querySelector(".sheet");
const box = document.querySelector(".page .asked");
const marked = document.querySelector(".words mark");

function intoSight() {
  if (marked) marked.scrollIntoView({ block: "center" });
  if (!sheet || !box) return;
  const here = box.getBoundingClientRect(), around = sheet.getBoundingClientRect();
  sheet.scrollTop += here.top - around.top - Math.max(0, (sheet.clientHeight - here.height) / 2);
  sheet.scrollLeft += here.left - around.left - 12;
  if (window.matchMedia("(max-width: 52rem)").matches) sheet.scrollIntoView({ block: "start" });
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

if (window.location.hash === "#cau" || !window.location.hash) intoSight();
