// Filters the list of questions and opens the one that a link points to. The page reads without it.
const filters = document.getElementById("filters");
const questions = [...document.querySelectorAll(".q")];

const missed = (question, mode, key, most) => {
  const found = [...question.querySelectorAll("summary .rank")].find((rank) => rank.dataset.mode === mode);
  const rank = Number(found?.dataset[key]) || Infinity;
  return "answerable" in question.dataset && Boolean(found) && rank > most;
};

const apply = () => {
  const { kind, mode, missed: which, words } = Object.fromEntries(new FormData(filters));
  const [key, most] = which.split(" ");
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const question of questions) {
    const text = question.querySelector("summary").textContent.toLowerCase();
    const fits =
      (!filters.elements.kind.selectedIndex || question.dataset.kind === kind) &&
      (!filters.elements.mode.selectedIndex || missed(question, mode, key, Number(most))) &&
      wanted.every((word) => text.includes(word));
    question.hidden = !fits;
    shown += fits;
  }
  filters.querySelector("output").textContent = `${shown} of ${questions.length} questions`;
};

const open = () => {
  let name = location.hash.slice(1);
  try {
    name = decodeURIComponent(name);
  } catch {
    return;
  }
  const question = document.getElementById(name)?.closest(".q");
  if (!question) return;
  question.hidden = false;
  question.open = true;
  question.scrollIntoView();
};

filters.hidden = false;
filters.addEventListener("input", apply);
filters.addEventListener("submit", (event) => event.preventDefault());
addEventListener("hashchange", open);
apply();
open();
