import type { Feature } from '../../feature';
import { paths } from '../../paths';

export const authFeature: Feature = {
  routes: [],
  publicRoutes: [
    { path: paths.login, lazy: () => import('./LoginPage') },
    { path: paths.forgotPassword, lazy: () => import('./ForgotPasswordPage') },
    { path: paths.resetPassword, lazy: () => import('./ResetPasswordPage') },
    { path: `${paths.invitation}/:token`, lazy: () => import('./InvitationPage') },
  ],
};
