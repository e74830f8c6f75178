import '@mui/material/styles';

interface Surfaces {
  rail: string;
  sunken: string;
  hover: string;
  selected: string;
  inverse: string;
  onInverse: string;
}
interface Lines {
  soft: string;
  main: string;
  strong: string;
}
interface Softs {
  accent: string;
  success: string;
  warning: string;
  error: string;
  info: string;
}
type ChartColors = Record<1 | 2 | 3 | 4 | 5 | 6 | 7 | 8, string>;

declare module '@mui/material/styles' {
  interface CssThemeVariables {
    enabled: true;
  }
  interface Palette {
    surface: Surfaces;
    line: Lines;
    soft: Softs;
    chart: ChartColors;
    popShadow: string;
    scrim: string;
  }
  interface PaletteOptions {
    surface?: Surfaces;
    line?: Lines;
    soft?: Softs;
    chart?: ChartColors;
    popShadow?: string;
    scrim?: string;
  }
  interface TypographyVariants {
    figure: React.CSSProperties;
  }
  interface TypographyVariantsOptions {
    figure?: React.CSSProperties;
  }
}

declare module '@mui/material/Typography' {
  interface TypographyPropsVariantOverrides {
    figure: true;
  }
}
