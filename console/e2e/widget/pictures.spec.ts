/** Pictures by paste, drop and screenshot. */

import type { Page } from '@playwright/test';
import { expect, makePicture, test } from './world';

/** Fires what the browser fires when somebody pastes or drops a picture on the description. */
async function give(page: Page, type: 'paste' | 'drop', count = 1): Promise<void> {
  const encoded = (await makePicture(page)).toString('base64');
  await page.locator('yijian-feedback textarea').evaluate(
    (target, given) => {
      const bytes = Uint8Array.from(atob(given.encoded), (letter) => letter.charCodeAt(0));
      const transfer = new DataTransfer();
      for (let index = 0; index < given.count; index += 1) {
        transfer.items.add(new File([bytes], `${index}.png`, { type: 'image/png' }));
      }
      const how = { bubbles: true, cancelable: true, composed: true };
      target.dispatchEvent(
        given.type === 'paste'
          ? new ClipboardEvent('paste', { ...how, clipboardData: transfer })
          : new DragEvent('drop', { ...how, dataTransfer: transfer }),
      );
    },
    { encoded, type, count },
  );
}

test('takes pictures that are pasted and dropped, nine at most', async ({ page, widget, world }) => {
  await page.goto(world.put('/pictures', { body: world.tag() }));
  await widget.locator('.launcher').click();
  await give(page, 'paste');
  await expect(widget.locator('.tile')).toHaveCount(1);
  await give(page, 'drop', 2);
  await expect(widget.locator('.tile')).toHaveCount(3);
  await give(page, 'drop', 8);
  await expect(widget.locator('.tile')).toHaveCount(9);
  await expect(widget.getByRole('alert')).toHaveText('最多 9 张图片');
  await expect(widget.getByRole('button', { name: '选择图片' })).toBeDisabled();
  await page.screenshot({ path: 'screenshots/widget-nine.png' });
  await widget.getByRole('button', { name: /^移除/ }).first().click();
  await expect(widget.locator('.tile')).toHaveCount(8);
  await widget.getByLabel('问题描述').fill('八张图片');
  await widget.getByRole('button', { name: '提交' }).click();
  await expect(widget.getByText('提交成功')).toBeVisible();
  const [item] = await world.find('八张图片');
  expect((await world.read(item?.id ?? '')).media_ids).toHaveLength(8);
});

test('leaves to the page what is pasted after it was closed', async ({ page, widget, world }) => {
  await page.goto(world.put('/pictures', { body: world.tag() }));
  await page.evaluate(() => addEventListener('paste', (event) => (document.title = String(event.defaultPrevented))));
  await widget.locator('.launcher').click();
  await give(page, 'paste');
  await expect(widget.locator('.tile')).toHaveCount(1);
  await expect(page).toHaveTitle('true');
  await page.keyboard.press('Escape');
  await give(page, 'paste');
  await expect(page).toHaveTitle('false');
  await widget.locator('.launcher').click();
  await expect(widget.locator('.tile')).toHaveCount(1);
});

test('says which file is no picture', async ({ page, widget, world }) => {
  await page.goto(world.put('/pictures', { body: world.tag() }));
  await widget.locator('.launcher').click();
  await widget.locator('[type=file]').setInputFiles([
    { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('text') },
    { name: 'broken.png', mimeType: 'image/png', buffer: Buffer.from('no picture') },
  ]);
  await expect(widget.getByRole('alert')).toHaveText('broken.png 不是支持的图片格式');
  await expect(widget.locator('.tile')).toHaveCount(0);
});

test('takes a picture of the screen and opens the editor on it', async ({ page, widget, world }) => {
  await page.goto(world.put('/screen', { body: world.tag() }));
  // Headless Chromium has no screen to share: a canvas stands for it.
  await page.evaluate(() => {
    navigator.mediaDevices.getDisplayMedia = () => {
      const canvas = document.createElement('canvas');
      canvas.width = 800;
      canvas.height = 500;
      const context = canvas.getContext('2d');
      // A stream has frames only while its canvas is drawn on.
      setInterval(() => context?.fillRect(Math.random() * 800, Math.random() * 500, 9, 9), 30);
      return Promise.resolve(canvas.captureStream(30));
    };
  });
  await widget.locator('.launcher').click();
  await widget.getByLabel('问题描述').fill('截屏的一条');
  await widget.getByRole('button', { name: '截取屏幕' }).click();
  const canvas = widget.getByRole('img', { name: /图片画布/ });
  await expect(canvas).toBeVisible();
  expect(await canvas.evaluate((element: HTMLCanvasElement) => [element.width, element.height])).toEqual([800, 500]);
  await page.keyboard.press('Escape');
  await expect(canvas).toBeHidden();
  await expect(widget.getByRole('dialog')).toBeVisible();
  await expect(widget.getByLabel('问题描述')).toHaveValue('截屏的一条');
  await expect(widget.locator('.tile')).toBeFocused();
});

test('draws, undoes and hides under a mosaic', async ({ page, widget, world }) => {
  await page.goto(world.put('/editor', { body: world.tag() }));
  await widget.locator('.launcher').click();
  const buffer = await makePicture(page);
  await widget.locator('[type=file]').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer });
  await widget.locator('.tile').click();
  const canvas = widget.getByRole('img', { name: /图片画布/ });
  const box = await canvas.boundingBox();
  if (box === null) throw new Error('no canvas');
  const colourAt = (x: number, y: number) =>
    canvas.evaluate(
      (element: HTMLCanvasElement, [left, top]) =>
        [...(element.getContext('2d')?.getImageData(left, top, 1, 1).data ?? [])].slice(0, 3),
      [Math.round((x / box.width) * 640), Math.round((y / box.height) * 400)] as const,
    );
  const stroke = async (x: number, y: number, to: number) => {
    await page.mouse.move(box.x + x, box.y + y);
    await page.mouse.down();
    await page.mouse.move(box.x + to, box.y + y, { steps: 6 });
    await page.mouse.up();
  };
  const ground = [242, 243, 245];
  expect(await colourAt(100, 60)).toEqual(ground);
  await stroke(60, 60, 200);
  expect(await colourAt(100, 60)).toEqual([229, 50, 45]);
  await widget.getByRole('button', { name: '撤销' }).click();
  expect(await colourAt(100, 60)).toEqual(ground);
  await expect(widget.getByRole('button', { name: '撤销' })).toBeDisabled();
  await widget.getByRole('radio', { name: '箭头' }).check({ force: true });
  await widget.getByRole('radio', { name: '蓝色' }).check({ force: true });
  await stroke(60, 60, 200);
  expect(await colourAt(100, 60)).toEqual([43, 95, 217]);
  await widget.getByRole('radio', { name: '马赛克' }).check({ force: true });
  await stroke(30, box.height / 2 - 10, 320);
  const shades = await canvas.evaluate((element: HTMLCanvasElement) => {
    const line = element.getContext('2d')?.getImageData(40, 190, 200, 1).data ?? new Uint8ClampedArray();
    return new Set(Array.from({ length: 200 }, (_, index) => line[index * 4])).size;
  });
  // Twenty squares of one shade each, where letters have hundreds of edges.
  expect(shades).toBeLessThanOrEqual(21);
  await page.screenshot({ path: 'screenshots/widget-editor-tools.png' });
});
