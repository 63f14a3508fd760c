// Files out of what is dropped or chosen, folders among it.

const HIDDEN = /^(\.|~\$|Thumbs\.db$|desktop\.ini$)/;

/**
 * Files with the names they have inside the folder that was given; what the system hides is left out. What cannot be
 * read, be it a file or a folder, has no `file`: it is named, and the rest comes.
 */
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
  try {
    if (entry.isFile) found.push({ file: await opened(entry), name });
    else await inside(entry, name, found);
  } catch {
    found.push({ file: null, name });
  }
}

const opened = (entry) => new Promise((resolve, reject) => { entry.file(resolve, reject); });

async function inside(folder, name, found) {
  const reader = folder.createReader();
  for (let some = await read(reader); some.length; some = await read(reader)) { // a hundred at a time
    for (const one of some) await walk(one, `${name}/${one.name}`, found);
  }
}

const read = (reader) => new Promise((resolve, reject) => { reader.readEntries(resolve, reject); });
