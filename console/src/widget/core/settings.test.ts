import { describe, expect, it } from 'vitest';
import { readSettings } from './settings';

const read = (data: Record<string, string>) => readSettings({ app: 'a', ...data }, 'https://api.example', 'zh-TW');

describe('settings', () => {
  it('has defaults', () => {
    expect(read({})).toEqual({
      app: 'a',
      api: 'https://api.example',
      lang: 'zh',
      theme: 'auto',
      position: 'bottom-right',
    });
  });

  it('reads what is given', () => {
    const given = {
      lang: 'en',
      theme: 'dark',
      accent: '#0f7b5c',
      radius: '4',
      position: 'top-left',
      api: 'https://b/',
    };
    expect(read(given)).toMatchObject({ ...given, radius: '4px', api: 'https://b' });
  });

  it('lets nothing into a style that is no colour and no length', () => {
    expect(read({ accent: 'red; background: url(//evil)', radius: '4px;x', position: 'middle' })).toEqual(read({}));
  });
});
