import type { SvgIconComponent } from '@mui/icons-material';
import { createSvgIcon } from '@mui/material/utils';

/** A circle filled clockwise by `share` (0 to 1): progress as a shape, readable without colour. */
export function pieIcon(share: number): SvgIconComponent {
  const angle = share * 2 * Math.PI;
  const x = 12 + 6 * Math.sin(angle);
  const y = 12 - 6 * Math.cos(angle);
  const slice = `M12 12V6A6 6 0 ${share > 0.5 ? 1 : 0} 1 ${x.toFixed(2)} ${y.toFixed(2)}Z`;
  return createSvgIcon(
    <>
      <circle cx="12" cy="12" r="9" fill="none" stroke="currentColor" strokeWidth="2.2" />
      {share > 0 && share < 1 && <path d={slice} />}
      {share >= 1 && <circle cx="12" cy="12" r="6" />}
    </>,
    'Pie',
  );
}
