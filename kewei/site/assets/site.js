"use strict";

// Filters of a table keep themselves in the address. Without this file every row is shown.
for (const form of document.querySelectorAll("form[data-filters]")) {
  const table = form.parentElement.querySelector("table");
  const rows = [...table.querySelectorAll("tbody tr:not(.group)")];
  const choices = [...form.querySelectorAll("select")];
  const status = form.querySelector(".shown");

  const apply = () => {
    for (const row of rows) {
      row.hidden = choices.some((choice) => choice.value && !(row.dataset[choice.name] || "").split(" ").includes(choice.value));
    }
    for (const body of table.tBodies) {
      body.hidden = [...body.rows].every((row) => row.hidden || row.classList.contains("group"));
    }
    status.textContent = status.dataset.text.replace("{n}", rows.filter((row) => !row.hidden).length);
  };

  const read = () => {
    const address = new URLSearchParams(location.search);
    for (const choice of choices) {
      const wanted = address.get(choice.name) || "";
      choice.value = [...choice.options].some((option) => option.value === wanted) ? wanted : "";
    }
    apply();
  };

  form.addEventListener("change", () => {
    const address = new URLSearchParams(location.search);
    for (const choice of choices) {
      if (choice.value) address.set(choice.name, choice.value);
      else address.delete(choice.name);
    }
    const text = address.toString();
    try {
      history.replaceState(null, "", location.pathname + (text ? "?" + text : "") + location.hash);
    } catch (error) {
      // Some browsers let no page of the disk change its address; the filter works all the same.
    }
    apply();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  read();
}

// The other language of a page keeps the filters and the open panel.
for (const link of document.querySelectorAll("a.language")) {
  link.addEventListener("click", () => {
    link.search = location.search;
    link.hash = location.hash;
  });
}

// Escape closes a panel, as people expect of what lies above a page.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.querySelector(".panel:target")) location.hash = "#closed";
});
