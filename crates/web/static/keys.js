// One key a decision, while the focus is among the suggestions: accept or refuse what stands together, a section, the
// page; untick, correct, next, previous. Each presses what stands on the page as a button or a field; nothing rests on
// this script.
"use strict";

for (const form of document.querySelectorAll("form.deciding-keys")) {
  const rows = () => [...form.querySelectorAll("li.line")].filter((row) => row.querySelector("input[name=key]"));
  const focus = (row) => {
    row?.querySelector("input[name=key]").focus();
    row?.scrollIntoView({ block: "nearest" });
  };
  const press = (where, value) => where.querySelector(`button[value^="${value}"]`)?.click();
  const packet = (row) => row.closest("li.packet");
  // A section of one packet has no button of its own.
  const section = (row) => {
    const own = `accept section ${row.closest("ul.suggestions").id.slice(2)}`;
    if (form.querySelector(`button[value="${own}"]`)) press(form, own);
    else press(packet(row), "accept packet ");
  };

  form.addEventListener("keydown", (event) => {
    const row = event.target.closest("li.line");
    const types = event.target.matches("input:not([type=checkbox])");
    // What was corrected is accepted with what it stands with, and not what stands first on the page.
    if (row && types && event.key === "Enter") {
      event.preventDefault();
      press(packet(row), "accept packet ");
      return;
    }
    if (!row || types || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const all = rows();
    const at = all.indexOf(row);
    // The place of the key, so that it is the same one in every alphabet.
    const does = {
      KeyA: () => press(packet(row), "accept packet "),
      KeyR: () => press(packet(row), "refuse packet "),
      KeyG: () => section(row),
      KeyP: () => press(form, "accept page"),
      KeyX: () => row.querySelector("input[name=key]").click(),
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
  // Where the last decision led to has the focus by its address. A link to the suggestions, or J before anything has
  // the focus, leads to the first.
  const first = () => focus(rows()[0]);
  addEventListener("hashchange", () => location.hash === "#suggestions" && first());
  addEventListener("keydown", (event) => {
    const is_free = event.target === document.body || event.target === document.documentElement;
    if (!is_free || event.code !== "KeyJ" || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    first();
  });
}
