// The key that requests are sent with: forgotten with the tab, unless the
// person ticks that it be remembered.

const NAME = 'dateline.key';
let held = read(() => sessionStorage) ?? read(() => localStorage) ?? '';

// Storage may be closed to the page; the key then lives as long as the page.
function read(storage) {
  try {
    return storage().getItem(NAME);
  } catch {
    return null;
  }
}

export const get = () => held;
export const headers = () => (held ? { Authorization: `Bearer ${held}` } : {});

export function set(value, remember = false) {
  held = value.trim();
  try {
    sessionStorage.removeItem(NAME);
    localStorage.removeItem(NAME);
    if (held) (remember ? localStorage : sessionStorage).setItem(NAME, held);
  } catch { /* it is not kept then */ }
}
