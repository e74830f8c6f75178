import type { Components, Theme } from '@mui/material/styles';
import { controlStyles } from './controls';
import { layout, radius, size } from './tokens';

const px = (value: number) => `${value / 16}rem`;
const touch = '@media (pointer: coarse)';

/** How MUI's surfaces and text look here. Inputs and buttons are in controls.ts. */
export const componentStyles: Components<Omit<Theme, 'components'>> = {
  ...controlStyles,
  MuiCssBaseline: {
    styleOverrides: (theme) => ({
      html: { fontSize: '100%', WebkitTextSizeAdjust: '100%' },
      body: {
        fontSize: px(size.body),
        fontFeatureSettings: "'cv05', 'cv11', 'ss03'",
        overscrollBehaviorY: 'none',
      },
      '#root': { minHeight: '100dvh' },
      '::selection': { backgroundColor: theme.vars.palette.soft.accent },
      'a:focus-visible, [tabindex="0"]:focus-visible': {
        outline: `2px solid ${theme.vars.palette.primary.main}`,
        outlineOffset: 2,
      },
      '.num': { fontVariantNumeric: 'tabular-nums' },
      // A thumb needs the height: a line with a link is as high as a button. Without specificity, so that a link that is
      // a whole row, or has a height of its own, says so as usual.
      [touch]: {
        ':where(.MuiLink-root)': {
          display: 'inline-block',
          minHeight: layout.touch,
          paddingBlock: 12,
          maxWidth: '100%',
        },
      },
      '@media (prefers-reduced-motion: reduce)': {
        '*, *::before, *::after': {
          animationDuration: '0.01ms !important',
          animationIterationCount: '1 !important',
          transitionDuration: '0.01ms !important',
          scrollBehavior: 'auto !important',
        },
      },
      '@media print': {
        '@page': { margin: '14mm' },
        'body, #root': { background: 'white', color: 'black' },
        '.no-print': { display: 'none !important' },
        '.print-full': { overflow: 'visible !important', height: 'auto !important', display: 'block' },
      },
    }),
  },
  MuiPaper: {
    defaultProps: { elevation: 0 },
    styleOverrides: { root: { backgroundImage: 'none' } },
  },
  MuiPopover: { styleOverrides: { paper: ({ theme }) => floating(theme) } },
  MuiMenu: { styleOverrides: { list: { padding: 4 } } },
  MuiAutocomplete: {
    styleOverrides: {
      // As high as every other control while it holds one line.
      inputRoot: {
        '&.MuiOutlinedInput-root.MuiInputBase-sizeSmall': { padding: '1px 32px 1px 4px', gap: 3 },
      },
      input: { '&.MuiInputBase-input.MuiOutlinedInput-input': { padding: '5px 6px', height: 20 } },
      tag: { margin: '2px 0', height: 24 },
      paper: ({ theme }) => floating(theme),
      listbox: { padding: 4, '& .MuiAutocomplete-option': { borderRadius: radius.control, minHeight: 32 } },
    },
  },
  MuiMenuItem: {
    styleOverrides: {
      root: {
        borderRadius: radius.control,
        minHeight: 32,
        fontSize: px(size.body),
        gap: 8,
        [touch]: { minHeight: layout.touch },
        '& .MuiListItemIcon-root': { minWidth: 24 },
      },
    },
  },
  MuiDialog: {
    styleOverrides: {
      paper: ({ theme }) => ({ ...floating(theme), borderRadius: radius.panel + 4 }),
    },
  },
  MuiDialogTitle: { styleOverrides: { root: { fontSize: px(size.heading), padding: '16px 20px 8px' } } },
  MuiDialogContent: { styleOverrides: { root: { padding: '8px 20px 16px' } } },
  MuiDialogActions: { styleOverrides: { root: { padding: '12px 20px 16px', gap: 8 } } },
  MuiBackdrop: {
    styleOverrides: {
      root: ({ theme }) => ({
        '&:not(.MuiBackdrop-invisible)': { backgroundColor: theme.vars.palette.scrim },
      }),
    },
  },
  MuiTooltip: {
    defaultProps: { enterDelay: 350, enterNextDelay: 100, disableInteractive: true },
    styleOverrides: {
      tooltip: ({ theme }) => ({
        fontSize: px(size.small),
        padding: '4px 8px',
        backgroundColor: theme.vars.palette.surface.inverse,
        color: theme.vars.palette.surface.onInverse,
      }),
    },
  },
  MuiTabs: {
    styleOverrides: {
      root: { minHeight: 40, [touch]: { minHeight: layout.touch } },
      indicator: { height: 2 },
    },
  },
  MuiTab: {
    styleOverrides: {
      root: {
        minHeight: 40,
        minWidth: 0,
        padding: '8px 12px',
        textTransform: 'none',
        [touch]: { minHeight: layout.touch, minWidth: layout.touch },
      },
    },
  },
  MuiChip: {
    styleOverrides: {
      root: { borderRadius: radius.control, height: 24, fontSize: px(size.small) },
      deleteIcon: { fontSize: 16 },
    },
  },
  MuiTableCell: {
    styleOverrides: {
      root: ({ theme }) => ({
        fontSize: px(size.body),
        height: 36,
        padding: '4px 12px',
        [touch]: { height: layout.touch },
        borderColor: theme.vars.palette.line.soft,
        '&:first-of-type': { paddingLeft: 0 },
        '&:last-of-type': { paddingRight: 0 },
      }),
      head: ({ theme }) => ({
        fontSize: px(size.small),
        fontWeight: 540,
        color: theme.vars.palette.text.secondary,
      }),
    },
  },
  MuiTableSortLabel: {
    styleOverrides: { root: { [touch]: { minHeight: layout.touch, minWidth: layout.touch } } },
  },
  MuiLink: { defaultProps: { underline: 'hover' } },
  MuiAlert: {
    styleOverrides: { root: { borderRadius: radius.panel, padding: '4px 12px', fontSize: px(size.body) } },
  },
  MuiAvatar: { styleOverrides: { root: { fontSize: px(size.small), fontWeight: 600 } } },
  MuiBadge: { styleOverrides: { badge: { fontSize: px(size.small), height: 18, minWidth: 18 } } },
  MuiSkeleton: { defaultProps: { animation: 'wave' }, styleOverrides: { root: { transform: 'none' } } },
};

/** Menus, popovers, dialogs: a hairline and one soft shadow. */
function floating(theme: Omit<Theme, 'components'>) {
  return {
    border: `1px solid ${theme.vars.palette.line.soft}`,
    borderRadius: radius.panel,
    boxShadow: theme.vars.palette.popShadow,
    backgroundImage: 'none',
  };
}
