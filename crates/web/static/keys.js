// One key a suggestion, while the focus is among the suggestions: accept, refuse, correct, next, previous. Each presses
// what stands on the page as a button or a field; nothing rests on this script.
"use strict";

for (const form of document.querySelectorAll("form.deciding-keys")) {
  const rows = () => [...form.querySelectorAll("li[id]")].filter((row) => row.querySelector("input[name=key]"));
  const focus = (row) => {
    row?.querySelector("input[name=key]").focus();
    row?.scrollIntoView({ block: "nearest" });
  };
  const press = (row, what) => row.querySelector(`button[value^="${what} "]`)?.click();

  form.addEventListener("keydown", (event) => {
    const row = event.target.closest("li[id]");
    const types = event.target.matches("input:not([type=checkbox])");
    if (!row || types || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const all = rows();
    const at = all.indexOf(row);
    // The place of the key, so that it is the same one in every alphabet.
    const does = {
      KeyA: () => press(row, "accept"),
      KeyR: () => press(row, "refuse"),
      KeyC: () => {
        const correct = row.querySelector("details");
        if (!correct) return;
        correct.open = true;
        correct.querySelector("input").focus();
      },
      KeyJ: () => focus(all[at + 1]),
      KeyK: () => focus(all[at - 1]),
    }[event.code];
    if (!does || event.repeat) return;
    event.preventDefault();
    does();
  });
  form.querySelector(".keys")?.removeAttribute("hidden");
  // Where the last decision led to.
  const led = location.hash.length > 1 && form.querySelector(`li[id="${CSS.escape(location.hash.slice(1))}"]`);
  if (led) focus(led);
  else if (location.hash === "#suggestions") focus(rows()[0]);
}
