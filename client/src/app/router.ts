import { createBrowserRouter } from 'react-router-dom';
import { future, routes } from './routes';

export const router = createBrowserRouter(routes, { future });
