import type { SvgIconComponent } from '@mui/icons-material';
import ArrowForwardRounded from '@mui/icons-material/ArrowForwardRounded';
import ContrastRounded from '@mui/icons-material/ContrastRounded';
import LogoutRounded from '@mui/icons-material/LogoutRounded';
import { useColorScheme } from '@mui/material/styles';
import type { SearchResult } from '@besahubs/contracts/search';
import { useNavigate } from 'react-router-dom';
import { signOut } from '../../api/session';
import { words } from '../../components/format';
import { useOpenForm } from '../../components/slots';
import { recordPath } from '../../paths';
import { useCreateItems, useNav } from './nav';

export interface PaletteItem {
  key: string;
  group: string;
  title: string;
  subtitle?: string;
  icon: SvgIconComponent;
  keys?: string;
  run: () => void;
}

/** Search hits as entries of the palette, by resource. */
export function useHits(found: SearchResult | undefined): PaletteItem[] {
  const navigate = useNavigate();
  const icons = new Map(useNav().map((item) => [item.path.slice(1), item.icon]));
  return (found?.groups ?? []).flatMap(({ resource, items }) =>
    items.map((item) => ({
      key: `${resource}-${item.id}`,
      group: words(resource),
      title: item.title,
      subtitle: item.subtitle ?? '',
      icon: icons.get(resource) ?? ArrowForwardRounded,
      run: () => {
        const path = recordPath(resource, item.id);
        if (path) void navigate(path);
      },
    })),
  );
}

/** Places, forms and switches whose name contains every typed word. */
export function useCommands(text: string): PaletteItem[] {
  const navigate = useNavigate();
  const openForm = useOpenForm();
  const { mode, setMode } = useColorScheme();
  const goTo = useNav().map<PaletteItem>((item) => ({
    key: item.path,
    group: 'Go to',
    title: item.label,
    icon: item.icon,
    keys: `g ${item.key}`,
    run: () => void navigate(item.path),
  }));
  const create = useCreateItems().map<PaletteItem>((item) => ({
    key: `new-${item.form}`,
    group: 'Create',
    title: `New ${item.label.toLowerCase()}`,
    icon: item.icon,
    run: () => openForm(item.form),
  }));
  const dark = mode === 'dark';
  const rest: PaletteItem[] = [
    {
      key: 'theme',
      group: 'Account',
      title: dark ? 'Switch to light theme' : 'Switch to dark theme',
      icon: ContrastRounded,
      run: () => setMode(dark ? 'light' : 'dark'),
    },
    { key: 'out', group: 'Account', title: 'Sign out', icon: LogoutRounded, run: () => void signOut() },
  ];
  const typed = text.toLowerCase().split(/\s+/).filter(Boolean);
  return [...create, ...goTo, ...rest].filter((item) => {
    const haystack = `${item.group} ${item.title}`.toLowerCase();
    return typed.every((word) => haystack.includes(word));
  });
}
