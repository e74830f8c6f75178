import react from '@vitejs/plugin-react';
import { defineConfig, loadEnv } from 'vite';

/** Where `npm run dev` finds the API: the port of the server, or a whole address in API_TARGET. */
function apiTarget(mode: string): string {
  const env = loadEnv(mode, '..', ['PORT', 'API_TARGET']);
  return env['API_TARGET'] ?? `http://127.0.0.1:${env['PORT'] ?? '3000'}`;
}

export default defineConfig(({ mode }) => {
  const target = apiTarget(mode);
  return {
    plugins: [react()],
    server: {
      port: 5173,
      proxy: { '/api': { target }, '/socket.io': { target, ws: true } },
    },
    build: {
      target: 'es2022',
      sourcemap: true,
      chunkSizeWarningLimit: 700,
    },
  };
});
