import HomeOutlined from '@mui/icons-material/HomeOutlined';
import type { Feature } from '../../feature';
import { paths } from '../../paths';

export const homeFeature: Feature = {
  nav: [{ label: 'Home', path: paths.home, icon: HomeOutlined, key: 'h', phone: true }],
  routes: [{ path: paths.home, lazy: () => import('./HomePage') }],
};
