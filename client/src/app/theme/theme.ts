import { createTheme } from '@mui/material/styles';
import type { PaletteOptions } from '@mui/material/styles';
import { componentStyles } from './components';
import { dark, fontFamily, light, motion, radius, size, weight } from './tokens';

type Tokens = typeof dark;

function palette(t: Tokens): PaletteOptions {
  return {
    primary: { main: t.accent.main, dark: t.accent.hover, contrastText: t.accent.contrast },
    success: { main: t.success.main },
    warning: { main: t.warning.main },
    error: { main: t.error.main },
    info: { main: t.info.main },
    text: t.text,
    divider: t.line.soft,
    background: { default: t.surface.page, paper: t.surface.paper },
    surface: t.surface,
    line: t.line,
    soft: {
      accent: t.accent.soft,
      success: t.success.soft,
      warning: t.warning.soft,
      error: t.error.soft,
      info: t.info.soft,
    },
    chart: t.chart,
    popShadow: t.shadow,
    scrim: t.scrim,
    action: { hover: t.surface.hover, selected: t.surface.selected, disabled: t.text.disabled },
  };
}

const text = (px: number, fontWeight: number, lineHeight: number, letterSpacing = '0') => ({
  fontSize: `${px / 16}rem`,
  fontWeight,
  lineHeight,
  letterSpacing,
});

/** The one MUI theme: light and dark as CSS variables (`--bh-…`), switched by `data-theme` on <html>. */
export const theme = createTheme({
  cssVariables: { cssVarPrefix: 'bh', colorSchemeSelector: '[data-theme="%s"]' },
  colorSchemes: { light: { palette: palette(light) }, dark: { palette: palette(dark) } },
  motion: { reducedMotion: 'system' },
  focusVisible: true,
  shape: { borderRadius: radius.control },
  spacing: 8,
  transitions: {
    duration: {
      shortest: motion.fast,
      shorter: motion.fast,
      short: motion.base,
      standard: motion.base,
      complex: motion.slow,
      enteringScreen: motion.slow,
      leavingScreen: motion.base,
    },
  },
  typography: {
    fontFamily,
    fontWeightRegular: weight.regular,
    fontWeightMedium: weight.medium,
    fontWeightBold: weight.strong,
    figure: text(size.figure, weight.strong, 1.15, '-0.02em'),
    h1: text(size.title, weight.strong, 1.3, '-0.014em'),
    h2: text(size.heading, weight.strong, 1.35, '-0.008em'),
    h3: text(size.body, weight.strong, 1.45),
    h4: text(size.body, weight.medium, 1.45),
    h5: text(size.body, weight.medium, 1.45),
    h6: text(size.body, weight.medium, 1.45),
    subtitle1: text(size.body, weight.medium, 1.45),
    subtitle2: text(size.small, weight.medium, 1.4),
    body1: text(size.body, weight.regular, 1.5),
    body2: text(size.small, weight.regular, 1.45),
    button: { ...text(size.body, weight.medium, 1.4), textTransform: 'none' },
    caption: text(size.small, weight.regular, 1.4),
    overline: { ...text(size.small, weight.medium, 1.4), textTransform: 'none' },
  },
  components: componentStyles,
});
