// Files out of what is dropped or chosen, folders among it.

const HIDDEN = /^(\.|~\$|Thumbs\.db$|desktop\.ini$)/;

/** Files with the names they have inside the folder that was given; what the system hides is left out. */
export async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return chosen(transfer.files);
  const found = [];
  for (const entry of entries) await walk(entry, entry.name, found);
  return found;
}

export const chosen = (files) =>
  [...files].map((file) => ({ file, name: file.webkitRelativePath || file.name })).filter(({ name }) => shown(name));

const shown = (name) => !name.split('/').some((part) => HIDDEN.test(part));

async function walk(entry, name, found) {
  if (!shown(name)) return;
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => { entry.file(resolve, reject); });
    found.push({ file, name });
    return;
  }
  const reader = entry.createReader();
  for (let some = await read(reader); some.length; some = await read(reader)) { // a hundred at a time
    for (const one of some) await walk(one, `${name}/${one.name}`, found);
  }
}

const read = (reader) => new Promise((resolve, reject) => { reader.readEntries(resolve, reject); });
