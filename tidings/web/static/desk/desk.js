// Keys for the desk. Everything here is also a visible button or link; without this file the pages work the same.
"use strict";

// The browser lets nothing make markup or scripts out of words (require-trusted-types-for, in headers.py), but for this:
// the parts of pages that our own server sends and htmx puts in. Scripts have no such exception.
window.trustedTypes?.createPolicy("default", { createHTML: (part) => part });

const typing = (element) => element.closest("input, textarea, select, dialog") !== null;
const rows = () => [...document.querySelectorAll("[data-row]")];

let waitingForPlace = false;

function move(step) {
  const all = rows();
  const now = all.indexOf(document.activeElement.closest("[data-row]"));
  const next = all[Math.min(Math.max(now + step, 0), all.length - 1)];
  if (next) (next.querySelector("a") || next).focus();
}

function press(name) {
  const here = document.activeElement.closest("[data-row]") || document;
  const button = here.querySelector(`[data-key="${name}"]`);
  if (button) button.click();
  return Boolean(button);
}

// A proposed fact: Space says yes (the button itself does), a letter begins a correction, arrows go to its other answers,
// Enter says yes to all. So Tab goes from unsure fact to unsure fact.
function answer(event) {
  const fact = event.target.closest(".fact");
  if (event.key === "Enter" && event.target.closest("a, summary, button:not([data-fact])")) return true;
  if (!fact) return false;
  const answers = [...fact.querySelectorAll("[data-fact], [data-more]")];
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step) answers[answers.indexOf(event.target) + step]?.focus();
  else if (event.target.matches("[data-fact]") && /^[\p{L}\p{N}]$/u.test(event.key)) correct(fact, event.key);
  else return false;
  event.preventDefault();
  return true;
}

function correct(fact, typed) {
  const box = fact.querySelector("[data-correct]");
  box.open = true;
  const field = box.querySelector("[name=value], select"); // of several fields the first
  if (field.matches("input")) field.value = typed;
  field.focus();
}

// The fact to look at first, else the first that nobody has answered; from there Tab goes on.
function firstUnsure() {
  const fact = document.querySelector(".fact.doubt") || document.querySelector(".fact:has(.proposed)");
  fact?.querySelector("[data-fact]")?.focus();
}

function shortenTab() {
  for (const fact of document.querySelectorAll(".fact:has([data-fact])"))
    for (const more of fact.querySelectorAll("[data-more]")) more.tabIndex = -1;
}
document.addEventListener("DOMContentLoaded", shortenTab);
document.addEventListener("htmx:after:swap", () => {
  shortenTab();
  for (const mark of document.querySelectorAll("mark.lit")) mark.classList.remove("lit"); // its fact may be gone
  const fact = document.activeElement.closest("[data-words]");
  if (fact) light(fact, true);
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (answer(event)) return;
  if (waitingForPlace) {
    waitingForPlace = false;
    const place = document.querySelector(`[data-go="${event.key}"]`);
    if (place) place.click();
    return;
  }
  if (event.key === "g") waitingForPlace = true;
  else if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (event.key === "/") { event.preventDefault(); document.getElementById("find")?.focus(); }
  else if (event.key === "n") firstUnsure();
  else if (event.key === "?") document.getElementById("keys")?.showModal();
  else if (press(event.key)) event.preventDefault();
});

// Pointing at a fact lights its words in the text, and the other way round.
function light(element, on) {
  for (const id of (element.dataset.words || "").split(" ").filter(Boolean))
    document.getElementById(id)?.classList.toggle("lit", on);
  if (element.matches("mark[id]"))
    for (const fact of document.querySelectorAll(`[data-words~="${element.id}"]`)) fact.classList.toggle("lit", on);
}
for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]])
  document.addEventListener(name, (event) => {
    const element = event.target.closest?.("[data-words], mark[id]");
    if (element) light(element, on);
  });

// Words of a report that a person marks: a button offers them as a claim, and takes them with their place into its form.
let markedWords = null;
document.addEventListener("selectionchange", () => {
  const text = document.querySelector("[data-mark-text]");
  const bar = document.querySelector(".mark-bar");
  const chosen = getSelection();
  if (!text || !bar || !chosen.rangeCount) return;
  const range = partIn(text, chosen.getRangeAt(0));
  const some = range.toString().trim() !== "";
  markedWords = some ? { words: range.toString(), at: placeIn(text, range) } : null;
  bar.hidden = !some;
});

// What of a range stands in the text: who marks its last line comes out below it easily.
function partIn(text, chosen) {
  const range = chosen.cloneRange();
  if (!range.intersectsNode(text)) range.collapse();
  else {
    if (!text.contains(range.startContainer)) range.setStart(text, 0);
    if (!text.contains(range.endContainer)) range.setEnd(text, text.childNodes.length);
  }
  return range;
}

// Letters before a range, counted as the server counts them.
function placeIn(text, range) {
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(range.startContainer, range.startOffset);
  return [...before.toString()].length;
}

document.addEventListener("mousedown", (event) => {
  if (event.target.closest("[data-mark]")) event.preventDefault(); // the words stay marked
});
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-mark]")) return;
  const fields = document.querySelector("[data-mark-form]").elements;
  document.getElementById("mark").open = true;
  if (markedWords) {
    fields.words.value = markedWords.words;
    fields.at.value = markedWords.at;
    fields.paragraph.value = "";
  }
  fields[markedWords ? "kind" : "paragraph"].focus();
});
document.addEventListener("input", (event) => {
  // Another paragraph: where the words were marked says nothing any more.
  if (event.target.matches("#mark_paragraph")) event.target.form.elements.at.value = "";
});

// A passkey that the browser did not get: say so, and what may help.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const said = document.getElementById("passkey-wrong");
  if (said) said.hidden = false;
});
