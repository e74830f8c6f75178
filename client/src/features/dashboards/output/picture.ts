import { dayOf } from '../../../components/days';
import { toast } from '../../../components/toast';
import './output.css';

export type PictureTheme = 'light' | 'dark';

const SCALE = 2;
/** Browsers refuse canvases beyond this many pixels in one direction. */
const MOST_PX = 16_000;

/** Colours are variables that hang on `data-theme`: set on one element, they change in it alone. */
async function inTheme<T>(node: HTMLElement, theme: PictureTheme | null, take: () => Promise<T>): Promise<T> {
  const before = node.getAttribute('data-theme');
  if (theme !== null) node.setAttribute('data-theme', theme);
  node.setAttribute('data-still', '');
  try {
    return await take();
  } finally {
    node.removeAttribute('data-still');
    if (before === null) node.removeAttribute('data-theme');
    else node.setAttribute('data-theme', before);
  }
}

/** What is no part of the picture: menus, buttons. */
const belongs = (node: Node): boolean =>
  !(node instanceof HTMLElement && node.classList.contains('no-picture'));

/** A line above the picture: what it shows and of when. */
interface Caption {
  title: string;
  text: string;
}
const CAPTION_PX = 64;

/** Written into the copy that is drawn, so that nothing moves on the screen. */
function withCaption({ title, text }: Caption) {
  return (copy: Node) => {
    if (!(copy instanceof HTMLElement)) return;
    const box = document.createElement('div');
    box.style.cssText = `height:${CAPTION_PX}px;padding-top:12px;box-sizing:border-box`;
    const heading = box.appendChild(document.createElement('div'));
    heading.style.cssText = 'font-size:20px;font-weight:640';
    heading.textContent = title;
    const line = box.appendChild(document.createElement('div'));
    line.style.cssText = 'font-size:13px;opacity:0.75';
    line.textContent = text;
    copy.prepend(box);
  };
}

/** An element as PNG at twice its size, in the theme given or as it stands. */
async function pictureOf(
  node: HTMLElement,
  theme: PictureTheme | null,
  caption: Caption | null,
): Promise<Blob> {
  const { domToBlob } = await import('modern-screenshot');
  return inTheme(node, theme, () => {
    const height = node.scrollHeight + (caption ? CAPTION_PX : 0);
    return domToBlob(node, {
      scale: Math.min(SCALE, MOST_PX / Math.max(node.scrollWidth, height)),
      height,
      type: 'image/png',
      filter: belongs,
      onCloneNode: caption ? withCaption(caption) : null,
      backgroundColor: getComputedStyle(node).getPropertyValue('--bh-palette-background-default').trim(),
    });
  });
}

/** Hands a file to the browser's downloads. */
export function saveFile(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** `Pipeline / Q3` → `Pipeline Q3 2026-03-01`: a name every file system takes, with the day of the picture where it is taken. */
export function fileName(title: string, now: Date = new Date()): string {
  const safe = title
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 100);
  return `${safe || 'Dashboard'} ${dayOf(now.toISOString(), Intl.DateTimeFormat().resolvedOptions().timeZone)}`;
}

interface PictureOptions {
  theme?: PictureTheme;
  caption?: Caption;
}

/** Downloads an element as PNG; says so when it cannot be drawn. */
export async function savePicture(
  node: HTMLElement | null,
  title: string,
  { theme, caption }: PictureOptions = {},
): Promise<void> {
  if (!node) return;
  try {
    const suffix = theme ? ` ${theme}` : '';
    saveFile(await pictureOf(node, theme ?? null, caption ?? null), `${fileName(title)}${suffix}.png`);
  } catch {
    toast.error('The picture could not be drawn in this browser. Printing to PDF works everywhere.');
  }
}
