// The key that requests are sent with: forgotten with the tab, unless the
// person ticks that it be remembered.

const NAME = 'dateline.key';
let held = '';

// Storage may be closed to the page; the key then lives as long as the page.
function read(storage) {
  try {
    return storage().getItem(NAME);
  } catch {
    return null;
  }
}

// Read anew each time: the page and the component, which is a file of its own, each have this module.
export const get = () => read(() => sessionStorage) ?? read(() => localStorage) ?? held;

export function headers() {
  const key = get();
  return key ? { Authorization: `Bearer ${key}` } : {};
}

export function set(value, remember = false) {
  held = value.trim();
  try {
    sessionStorage.removeItem(NAME);
    localStorage.removeItem(NAME);
    if (held) (remember ? localStorage : sessionStorage).setItem(NAME, held);
  } catch { /* it is not kept then */ }
}
