/** The pictures of a draft: chosen, pasted, dropped or taken of the screen, each open to the editor. */

import type { Context } from '../context';
import { admit } from '../core/admit';
import { MOST_FILES, type Picture, PICTURE_TYPES } from '../core/draft';
import { canCapture, captureScreen } from '../core/screenshot';
import { append, h, ICONS, icon } from './dom';
import { iconButton } from './frame';
import { receiveFiles } from './receive-files';
import { thumbnail } from './thumbnail';

export interface PicturesOptions {
  pictures: Picture[];
  onChange: () => void;
  onError: (message: string) => void;
  /** Hides the panel while `work` takes a picture of the page. */
  aside: <T>(work: () => Promise<T>) => Promise<T>;
  /** Where the editor may lie. */
  host: () => HTMLElement;
  /** Ends the listening. */
  signal: AbortSignal;
}

export function createPictures(context: Context, options: PicturesOptions): HTMLElement {
  const { words, loadEditor } = context;
  const { pictures, onError } = options;
  const hint = h('span', { class: 'hint', attributes: { 'aria-live': 'polite' } });
  const grid = h('ul', { class: 'pictures' });
  // Its button stands for it.
  const chooser = h('input', { type: 'file', accept: PICTURE_TYPES.join(), multiple: true, hidden: true });
  const choose = toolButton(words.choose, ICONS.picture, () => chooser.click());
  const capture = toolButton(words.capture, ICONS.screen, () => void takePicture());

  function draw(): void {
    hint.textContent = words.picturesHint(pictures.length, MOST_FILES);
    grid.replaceChildren(...pictures.map(tile));
    grid.hidden = pictures.length === 0;
    choose.disabled = capture.disabled = pictures.length >= MOST_FILES;
  }

  function changed(): void {
    draw();
    options.onChange();
  }

  function tile(shown: Picture, index: number): HTMLElement {
    const name = shown.name || words.picture(index + 1);
    const edit = h('button', { type: 'button', class: 'tile', title: words.edit(name) }, thumbnail(shown.blob));
    edit.setAttribute('aria-label', words.edit(name));
    edit.onclick = () => void editPicture(shown);
    const remove = () => {
      pictures.splice(pictures.indexOf(shown), 1);
      changed();
      choose.focus();
    };
    return h('li', {}, edit, iconButton({ label: words.remove(name), path: ICONS.close, press: remove }));
  }

  async function add(files: Iterable<File | Blob>): Promise<void> {
    for (const file of files) {
      const name = file instanceof File ? file.name : 'screenshot.png';
      const admitted = await admit(file, name);
      // Counted after the wait: another paste may have come first.
      if (pictures.length >= MOST_FILES) return onError(words.errors.tooManyFiles(MOST_FILES));
      if (typeof admitted === 'string') onError(words.errors[admitted](name));
      else pictures.push(admitted);
      changed();
    }
  }

  async function takePicture(): Promise<void> {
    try {
      await add([await options.aside(captureScreen)]);
    } catch (error) {
      // Whoever closes the browser's dialog has changed their mind.
      if ((error as Error).name !== 'NotAllowedError') onError(words.errors.capture);
      return;
    }
    const taken = pictures.at(-1);
    if (taken) await editPicture(taken);
  }

  async function editPicture(chosen: Picture): Promise<void> {
    try {
      const openEditor = await loadEditor();
      const edited = await openEditor(options.host(), chosen.blob, words.editor);
      if (edited === undefined) return;
      chosen.blob = edited;
      // What is drawn on has another format than what was chosen.
      chosen.name = chosen.name.replace(/(\.\w+)?$/, edited.type === 'image/png' ? '.png' : '.jpg');
      changed();
    } catch {
      onError(words.errors.unreachable);
    } finally {
      const index = pictures.indexOf(chosen);
      grid.querySelectorAll<HTMLElement>('.tile')[index]?.focus();
    }
  }

  chooser.onchange = () => {
    void add([...(chooser.files ?? [])]);
    // So that the same file can be chosen again.
    chooser.value = '';
  };
  receiveFiles(options.host, (files) => void add(files), options.signal);
  draw();
  const field = h('div', { class: 'field', attributes: { role: 'group', 'aria-label': words.pictures } });
  const tools = h('div', { class: 'tools' }, choose, canCapture() && capture, chooser);
  append(field, [h('div', { class: 'label' }, h('span', {}, words.pictures), hint), grid, tools]);
  return field;
}

function toolButton(label: string, path: string, press: () => void): HTMLButtonElement {
  return h('button', { type: 'button', class: 'tool', onclick: press }, icon(path), label);
}
