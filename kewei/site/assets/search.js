// Leaves of the list what holds every word. Without this script the list is whole.
(() => {
  const form = document.querySelector("form.search");
  const field = document.getElementById("q");
  const found = document.getElementById("found");
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const entries = [...document.querySelectorAll("#results li")].map((node) => ({
    node,
    text: plain(node.textContent + " " + (node.dataset.find || "")),
  }));
  const show = () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const entry of entries) {
      entry.node.hidden = !words.every((word) => entry.text.includes(word));
      count += entry.node.hidden ? 0 : 1;
    }
    found.value = found.dataset.found.replace("{}", count);
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", () => {
    show();
    try {
      const address = new URL(location.href);
      address.search = field.value ? new URLSearchParams({ q: field.value }) : "";
      history.replaceState(null, "", address);
    } catch {
      // From a folder, a browser does not let a script change the address.
    }
  });
  field.value = new URLSearchParams(location.search).get("q") || "";
  show();
})();
