import { useEffect, useState } from 'react';

/**
 * The dashboard alone on the screen. The whole document goes full screen, so that menus and dialogs, which hang on the
 * body, stay in sight; the page then lies over everything else. Without the browser's leave it still fills the window.
 */
export function useFullScreen() {
  const [on, setOn] = useState(false);
  useEffect(() => {
    const follow = () => {
      if (!document.fullscreenElement) setOn(false);
    };
    document.addEventListener('fullscreenchange', follow);
    return () => {
      document.removeEventListener('fullscreenchange', follow);
      if (document.fullscreenElement) void document.exitFullscreen();
    };
  }, []);
  const toggle = () => {
    setOn(!on);
    if (on) {
      if (document.fullscreenElement) void document.exitFullscreen();
    } else document.documentElement.requestFullscreen().catch(() => undefined);
  };
  return { on, toggle };
}
