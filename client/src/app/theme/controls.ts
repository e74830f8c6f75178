import type { Components, Theme } from '@mui/material/styles';
import { layout, radius, size } from './tokens';

const px = (value: number) => `${value / 16}rem`;
/** iOS zooms into inputs below 16 px, so touch devices get the next size up. */
const touch = '@media (pointer: coarse)';

/** Buttons and inputs: 32 px high with a mouse, 44 px on touch. */
export const controlStyles: Components<Omit<Theme, 'components'>> = {
  MuiButtonBase: {
    defaultProps: { disableRipple: true },
    styleOverrides: { root: { fontFamily: 'inherit' } },
  },
  MuiButton: {
    defaultProps: { disableElevation: true, size: 'small' },
    styleOverrides: {
      root: ({ theme }) => ({
        minHeight: layout.control,
        padding: '4px 12px',
        borderRadius: radius.control,
        whiteSpace: 'nowrap',
        [touch]: { minHeight: layout.touch },
        variants: [
          {
            props: { variant: 'outlined', color: 'inherit' },
            style: { borderColor: theme.vars.palette.line.main },
          },
          {
            props: { variant: 'outlined' },
            style: { '&:hover': { backgroundColor: theme.vars.palette.surface.hover } },
          },
        ],
      }),
      startIcon: { marginRight: 6, '& > *:nth-of-type(1)': { fontSize: 18 } },
    },
  },
  MuiIconButton: {
    styleOverrides: {
      root: {
        borderRadius: radius.control,
        [touch]: { minWidth: layout.touch, minHeight: layout.touch },
      },
      sizeSmall: { padding: 5, '& svg': { fontSize: 18 } },
      sizeMedium: { padding: 6, '& svg': { fontSize: 20 } },
    },
  },
  MuiTextField: { defaultProps: { size: 'small', fullWidth: true } },
  MuiInputBase: {
    styleOverrides: {
      root: { fontSize: px(size.body), [touch]: { fontSize: px(size.heading), minHeight: layout.touch } },
    },
  },
  MuiOutlinedInput: {
    defaultProps: { notched: false },
    styleOverrides: {
      root: ({ theme }) => ({
        backgroundColor: theme.vars.palette.background.paper,
        '& .MuiOutlinedInput-notchedOutline': { borderColor: theme.vars.palette.line.strong, top: 0 },
        '& .MuiOutlinedInput-notchedOutline legend': { display: 'none' },
        '&.Mui-focused .MuiOutlinedInput-notchedOutline': { borderWidth: 2 },
      }),
      input: { padding: '6px 10px', height: 20 },
      multiline: { padding: '6px 10px', '& textarea': { padding: 0 } },
    },
  },
  // Labels stand above the field: they never overlap a value, and long ones stay readable.
  MuiInputLabel: {
    defaultProps: { shrink: true },
    styleOverrides: {
      root: ({ theme }) => ({
        position: 'static',
        transform: 'none',
        marginBottom: 4,
        fontSize: px(size.small),
        fontWeight: 540,
        lineHeight: 1.4,
        color: theme.vars.palette.text.secondary,
        whiteSpace: 'normal',
        '&.Mui-focused': { color: theme.vars.palette.text.secondary },
        '& .MuiFormLabel-asterisk': { color: theme.vars.palette.error.main },
      }),
    },
  },
  MuiFormHelperText: {
    styleOverrides: { root: { marginLeft: 0, marginTop: 4, fontSize: px(size.small) } },
  },
  MuiSelect: { styleOverrides: { select: { minHeight: '20px !important' } } },
  MuiCheckbox: {
    defaultProps: { size: 'small' },
    styleOverrides: {
      root: {
        padding: 4,
        [touch]: { minWidth: layout.touch, minHeight: layout.touch },
        '& svg': { fontSize: 18 },
      },
    },
  },
  MuiSwitch: {
    defaultProps: { size: 'small' },
    styleOverrides: {
      root: ({ theme }) => ({
        width: 34,
        height: 24,
        padding: '3px 1px',
        marginRight: 8,
        '& .MuiSwitch-track': {
          borderRadius: 9,
          opacity: '1 !important',
          backgroundColor: theme.vars.palette.line.strong,
        },
        '& .MuiSwitch-switchBase': { padding: 5, transform: 'translateX(0)' },
        '& .MuiSwitch-switchBase.Mui-checked': { transform: 'translateX(10px)' },
        '& .Mui-checked + .MuiSwitch-track': { backgroundColor: theme.vars.palette.primary.main },
        '& .MuiSwitch-thumb': {
          width: 14,
          height: 14,
          boxShadow: 'none',
          backgroundColor: theme.vars.palette.background.paper,
        },
      }),
    },
  },
  MuiFormControlLabel: { styleOverrides: { label: { fontSize: px(size.body) } } },
  MuiToggleButton: {
    styleOverrides: {
      root: ({ theme }) => ({
        textTransform: 'none',
        minHeight: layout.control,
        padding: '4px 12px',
        fontSize: px(size.body),
        color: theme.vars.palette.text.secondary,
        borderColor: theme.vars.palette.line.main,
        [touch]: { minHeight: layout.touch },
        '&.Mui-selected, &.Mui-selected:hover': {
          color: theme.vars.palette.primary.main,
          backgroundColor: theme.vars.palette.soft.accent,
        },
      }),
    },
  },
};
