// @vitest-environment happy-dom

import { act, useRef } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useModal } from './modal';
import { ToastProvider, useToasts } from './toasts';

const undo = vi.fn();
let root: Root;

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  // happy-dom has no top layer.
  HTMLElement.prototype.showPopover = vi.fn();
  const place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
});

afterEach(() => {
  act(() => root.unmount());
  vi.unstubAllGlobals();
});

function Page({ open }: { open: boolean }) {
  const toasts = useToasts();
  return (
    <>
      <button id="say" onClick={() => toasts.failed('half of it', { name: 'Undo', run: undo })} />
      {open && <Box />}
    </>
  );
}

function Box() {
  const dialog = useRef<HTMLDialogElement>(null);
  useModal(dialog);
  return <dialog ref={dialog} />;
}

const show = (open: boolean) =>
  act(() =>
    root.render(
      <ToastProvider>
        <Page open={open} />
      </ToastProvider>,
    ),
  );
const toast = () => document.querySelector('.toast');
const press = (element: Element | null | undefined) => act(() => (element as HTMLElement).click());

test('a toast lies in the open dialog, and outlives it', () => {
  show(true);
  press(document.querySelector('#say'));
  expect(toast()?.closest('dialog')).not.toBeNull();
  show(false);
  expect(toast()?.textContent).toContain('half of it');
  show(true);
  expect(toast()?.closest('dialog')).not.toBeNull();

  press(toast()?.querySelector('button'));
  expect(undo).toHaveBeenCalledOnce();
  expect(toast()).toBeNull();
});
