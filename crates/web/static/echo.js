// How a field was understood, while it is typed: the form is checked as its own button checks it, and of the answer
// only the echo of this field is shown. Nothing rests on this script: without it, "Check" says the same.
"use strict";

const PAUSE = 500;

for (const form of document.querySelectorAll("form.entering")) {
  let waits = 0;
  let asked = 0;
  let ended = false;

  const answerOf = async () => {
    const body = new URLSearchParams(new FormData(form));
    body.set("do", "check");
    // Stored nowhere; and answered in a way that lets "Back" bring this page again as it was left.
    const headers = { "x-aigaq-echo": "1" };
    const answer = await fetch(form.action, { method: "POST", body, headers, cache: "no-store", redirect: "error" });
    if (answer.status !== 200) {
      // Locked, or the program has ended: the page is left to its buttons.
      ended = true;
      return null;
    }
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };

  // The part of the field in the answer, in the place of that on the page.
  const show = (field, answer, part) => {
    const id = `${field.name}-${part}`;
    document.getElementById(id)?.remove();
    const fresh = answer?.getElementById(id);
    if (!fresh) return;
    fresh.setAttribute("aria-live", "polite");
    field.closest(".with-state").after(fresh);
  };

  const ask = async (field, isLeft) => {
    const now = ++asked;
    const typed = field.value;
    const answer = await answerOf().catch(() => null);
    if (!answer || now !== asked || field.value !== typed) return;
    const there = answer.getElementById(field.id);
    show(field, answer, "echo");
    // What is half typed is not yet wrong.
    if (isLeft || !there?.hasAttribute("aria-invalid")) {
      show(field, answer, "fault");
      for (const name of ["aria-invalid", "aria-describedby"]) {
        const value = there?.getAttribute(name);
        if (value) field.setAttribute(name, value);
        else field.removeAttribute(name);
      }
      field.closest(".entry").classList.toggle("wrong", Boolean(there?.hasAttribute("aria-invalid")));
    }
  };

  const isTyped = (field) => !ended && field.matches(".with-state > input[type=text]");
  form.addEventListener("input", (event) => {
    clearTimeout(waits);
    if (isTyped(event.target)) waits = setTimeout(ask, PAUSE, event.target, false);
  });
  form.addEventListener("change", (event) => {
    clearTimeout(waits);
    if (isTyped(event.target)) ask(event.target, true);
  });
}
