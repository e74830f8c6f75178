import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import './output.css';

/**
 * Paper is white: while the browser prints, the page is in the light theme, whichever way printing was asked for.
 * The attribute is what the theme's variables hang on.
 */
export function usePrint(): void {
  useEffect(() => {
    const root = document.documentElement;
    let before: string | null = null;
    const lighten = () => {
      before = root.getAttribute('data-theme');
      root.setAttribute('data-theme', 'light');
    };
    const restore = () => {
      if (before !== null) root.setAttribute('data-theme', before);
      before = null;
    };
    window.addEventListener('beforeprint', lighten);
    window.addEventListener('afterprint', restore);
    return () => {
      window.removeEventListener('beforeprint', lighten);
      window.removeEventListener('afterprint', restore);
      restore();
    };
  }, []);
}

/** Is the page being printed? What is drawn only while it is in sight must all be there then, at once. */
export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const begin = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  return printing;
}
