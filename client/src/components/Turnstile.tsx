import Box from '@mui/material/Box';
import { useEffect, useRef } from 'react';

/** What Cloudflare's script puts on `window`, as far as it is used here. */
interface TurnstileApi {
  render: (
    container: HTMLElement,
    options: {
      sitekey: string;
      theme: 'auto';
      callback: (token: string) => void;
      'expired-callback': () => void;
      'error-callback': () => void;
    },
  ) => string;
  remove: (id: string) => void;
}
const api = (): TurnstileApi | undefined => (window as { turnstile?: TurnstileApi }).turnstile;

const loading = new Map<string, Promise<void>>();

function loadScript(src: string): Promise<void> {
  const known = loading.get(src);
  if (known) return known;
  const loaded = new Promise<void>((resolve, reject) => {
    const script = document.createElement('script');
    Object.assign(script, { src: `${src}?render=explicit`, async: true });
    script.onload = () => resolve();
    script.onerror = () => {
      loading.delete(src);
      reject(new Error('The check for humans could not be loaded.'));
    };
    document.head.append(script);
  });
  loading.set(src, loaded);
  return loaded;
}

interface TurnstileProps {
  siteKey: string;
  scriptUrl: string;
  /** A token is good for one request; null when it has run out. */
  onToken: (token: string | null) => void;
}

/** Cloudflare's check that a person is there. Mount it anew (`key`) for another token. */
export function Turnstile({ siteKey, scriptUrl, onToken }: TurnstileProps) {
  const container = useRef<HTMLDivElement>(null);
  const tell = useRef(onToken);
  tell.current = onToken;
  useEffect(() => {
    let widget: string | undefined;
    let gone = false;
    const start = () => {
      const turnstile = api();
      if (gone || !turnstile || !container.current) return;
      widget = turnstile.render(container.current, {
        sitekey: siteKey,
        theme: 'auto',
        callback: (token) => tell.current(token),
        'expired-callback': () => tell.current(null),
        'error-callback': () => tell.current(null),
      });
    };
    // Without the script there is no token, and the server says what is missing.
    void loadScript(scriptUrl).then(start, () => tell.current(null));
    return () => {
      gone = true;
      if (widget !== undefined) api()?.remove(widget);
    };
  }, [siteKey, scriptUrl]);
  return <Box ref={container} sx={{ minHeight: 65 }} />;
}
