// Keys and clicks become actions; the server answers with the panel and the colours of the numerals. What is shown comes from templates
// that escape it.
"use strict";
const panel = document.getElementById("panel");
let waiting = false;
// Keys that were pressed before the answer to the last one had come.
const pressed = [];

async function act(action) {
  if (waiting) return;
  waiting = true;
  panel.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch("act?lang=" + document.body.dataset.lang, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...action, version: Number(document.body.dataset.version) }),
    });
    if (!answer.ok) throw new Error(answer.status);
    show(await answer.json());
  } catch (error) {
    const line = document.createElement("p");
    line.className = "message";
    line.textContent = document.body.dataset.lang === "zh" ? "程序没有应答。已做的判断均已保存，请重新启动。" : "The program does not answer. Every judgement so far is saved; start it again.";
    panel.prepend(line);
  } finally {
    waiting = false;
    panel.removeAttribute("aria-busy");
  }
  if (pressed.length) press(pressed.shift());
}

// What a key does now; a letter for a field that has just opened is typed into it.
function press(key) {
  const field = document.activeElement.closest("input, textarea");
  if (field && key.length === 1) field.value += key;
  const button = field && key !== "Escape" ? null : panel.querySelector('[data-key="' + CSS.escape(key) + '"]');
  if (button) button.click();
  else if (pressed.length) press(pressed.shift());
  return Boolean(button);
}

function show(answer) {
  panel.innerHTML = answer.panel;
  document.body.dataset.version = answer.version;
  document.querySelectorAll(".numeral").forEach((one, number) => {
    const kind = "numeral " + answer.marks[number] + (number === answer.number ? " at" : "");
    if (one.className !== kind) one.className = kind;
  });
  const progress = document.getElementById("progress");
  progress.value = answer.progress.done;
  document.getElementById("count").textContent = answer.progress.done + "/" + answer.progress.all;
  look();
}

function look() {
  document.querySelectorAll(".sentence.at").forEach((one) => one.classList.remove("at"));
  const numeral = document.querySelector(".numeral.at");
  if (numeral) {
    numeral.closest(".sentence").classList.add("at");
    numeral.scrollIntoView({ block: "center" });
  }
  const field = panel.querySelector("[autofocus]");
  if (field) field.focus();
  else if (document.activeElement) document.activeElement.blur();
}

// Only what was changed counts as typed.
function typed(form) {
  const found = {};
  for (const field of form.elements) {
    if (field.name && field.value !== field.defaultValue) found[field.name] = field.value;
  }
  return found;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-act]");
  if (button) act(JSON.parse(button.dataset.act));
});

document.addEventListener("submit", (event) => {
  event.preventDefault();
  act({ ...JSON.parse(event.target.dataset.act), typed: typed(event.target) });
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const field = event.target.closest("input, textarea");
  if (field && event.key === "Enter" && field.tagName === "TEXTAREA" && !event.shiftKey) {
    event.preventDefault();
    field.form.requestSubmit();
    return;
  }
  if (field && event.key !== "Escape") return;
  if (waiting) {
    pressed.push(event.key);
    event.preventDefault();
  } else if (press(event.key)) event.preventDefault();
});

look();
