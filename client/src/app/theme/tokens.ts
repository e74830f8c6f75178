/**
 * Every colour, size and duration of the product. No other file names a colour.
 * Greys carry a trace of the accent's green so that neutral surfaces and the teal belong together.
 */
export const light = {
  accent: { main: '#0c6b66', hover: '#095550', soft: '#e4f1ef', contrast: '#ffffff' },
  success: { main: '#197a48', soft: '#e5f4ec' },
  warning: { main: '#8f5f00', soft: '#fbf1dc' },
  error: { main: '#bb3228', soft: '#fcebe9' },
  info: { main: '#2360a5', soft: '#e7f0fa' },
  text: { primary: '#161b1b', secondary: '#586262', disabled: '#99a1a1' },
  surface: {
    page: '#ffffff',
    paper: '#ffffff',
    rail: '#f6f8f7',
    sunken: '#f3f5f5',
    hover: '#f1f4f3',
    selected: '#e7f2f0',
    inverse: '#1d2424',
    onInverse: '#f4f7f6',
  },
  line: { soft: '#e6e9e9', main: '#d5dada', strong: '#848e8e' },
  chart: {
    1: '#0c6b66',
    2: '#3b7dd8',
    3: '#d98a1f',
    4: '#8a5bd1',
    5: '#c9476b',
    6: '#5f8f2f',
    7: '#2b9fb3',
    8: '#75807f',
  },
  shadow: '0 1px 2px rgb(16 28 27 / 6%), 0 8px 24px rgb(16 28 27 / 12%)',
  scrim: 'rgb(10 20 19 / 32%)',
} as const;

type Shape<T> = { [K in keyof T]: T[K] extends string ? string : Shape<T[K]> };

export const dark: Shape<typeof light> = {
  accent: { main: '#55c3b8', hover: '#7ad5cc', soft: '#14312e', contrast: '#04211e' },
  success: { main: '#5cc48d', soft: '#12301f' },
  warning: { main: '#e2b453', soft: '#352a10' },
  error: { main: '#f2877d', soft: '#3a1d1b' },
  info: { main: '#82b4ec', soft: '#152b42' },
  text: { primary: '#e9eded', secondary: '#a6b0b0', disabled: '#6a7575' },
  surface: {
    page: '#0f1313',
    paper: '#151a1a',
    rail: '#121717',
    sunken: '#0c1010',
    hover: '#1b2121',
    selected: '#152a28',
    inverse: '#e9eded',
    onInverse: '#151a1a',
  },
  line: { soft: '#222929', main: '#2f3838', strong: '#748080' },
  chart: {
    1: '#55c3b8',
    2: '#78aef2',
    3: '#e9b05a',
    4: '#b594ee',
    5: '#ee87a3',
    6: '#a0c96f',
    7: '#66c9da',
    8: '#9aa5a5',
  },
  shadow: '0 1px 2px rgb(0 0 0 / 40%), 0 12px 32px rgb(0 0 0 / 50%)',
  scrim: 'rgb(0 0 0 / 55%)',
};

/** The only five font sizes, in px. `figure` is for key numbers, `title` for page titles. */
export const size = { small: 12, body: 13, heading: 16, title: 20, figure: 28 } as const;

export const weight = { regular: 430, medium: 540, strong: 640 } as const;

/** Milliseconds. Everything stays under 150; the theme turns all of it off for reduced motion. */
export const motion = { fast: 80, base: 120, slow: 145 } as const;

export const radius = { control: 6, panel: 8 } as const;

/** Heights in px: table rows, controls, the top bar; widths of the rail. */
export const layout = {
  row: 36,
  control: 32,
  touch: 44,
  topBar: 52,
  rail: 232,
  railCollapsed: 64,
  bottomNav: 56,
  peek: 460,
} as const;

export const fontFamily = "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif";
