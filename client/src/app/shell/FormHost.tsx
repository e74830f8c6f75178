import { Suspense, useCallback, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { SlotsContext } from '../../components/slots';
import type { Slots } from '../../components/slots';
import type { OpenForm } from '../../feature';
import { useMe } from '../../api/session';
import { forms, recordTabs, settingsPages } from '../registry';

interface OpenState {
  form: string;
  options: OpenForm;
  /** Makes each opening a new form, also when the same one is opened twice. */
  serial: number;
}

/** Lets every screen open every form, and see the tabs other features offer. */
export function FormHost({ children }: { children: ReactNode }) {
  const { flags, role } = useMe();
  const [open, setOpen] = useState<OpenState | null>(null);
  const openForm = useCallback<Slots['openForm']>((form, options = {}) => {
    setOpen((current) => ({ form, options, serial: (current?.serial ?? 0) + 1 }));
  }, []);
  const slots = useMemo<Slots>(
    () => ({
      openForm,
      recordTabs: recordTabs.filter((tab) => !tab.flag || flags[tab.flag]),
      settingsPages: settingsPages.filter(
        (page) => (!page.flag || flags[page.flag]) && (page.roles?.includes(role) ?? true),
      ),
    }),
    [openForm, flags, role],
  );
  const Form = open ? forms[open.form] : undefined;
  return (
    <SlotsContext.Provider value={slots}>
      {children}
      <Suspense fallback={null}>
        {open && Form && <Form key={open.serial} {...open.options} onClose={() => setOpen(null)} />}
      </Suspense>
    </SlotsContext.Provider>
  );
}
