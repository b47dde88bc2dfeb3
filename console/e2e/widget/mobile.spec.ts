/** On a phone: a sheet from below, targets for thumbs, and a finger that draws instead of scrolling. */

import { expect, makePicture, test } from './world';

test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

test('is a sheet whose targets a thumb can hit', async ({ page, widget, world }) => {
  await page.goto(world.put('/phone', { body: `<meta name="viewport" content="width=device-width">${world.tag()}` }));
  await widget.locator('.launcher').tap();
  const sheet = async () => {
    const box = await widget.getByRole('dialog').boundingBox();
    return [box?.x, box?.width, Math.round((box?.y ?? 0) + (box?.height ?? 0))];
  };
  // It rises into its place.
  await expect.poll(sheet).toEqual([0, 390, 844]);
  const buffer = await makePicture(page);
  await widget.locator('[type=file]').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer });
  await expect(widget.locator('.tile')).toHaveCount(1);
  const small = () =>
    widget.locator('button, summary, textarea, input:not([type=file]), a').evaluateAll((elements) =>
      elements
        // A hidden radio or checkbox is hit through its label.
        .map((element) => element.closest('label') ?? element)
        .map((element) => ({ box: element.getBoundingClientRect(), is: element.outerHTML.slice(0, 80) }))
        .filter(({ box }) => box.width > 0 && (box.height < 43.5 || box.width < 43.5))
        .map(({ is, box }) => `${is} ${box.width}×${box.height}`),
    );
  expect(await small()).toEqual([]);
  await widget.getByLabel('问题描述').fill('手机上的一条');
  await widget.getByRole('button', { name: '提交' }).tap();
  await expect(widget.getByText('提交成功')).toBeVisible();
  expect(await small()).toEqual([]);
});

test('a finger draws', async ({ page, widget, world }) => {
  await page.goto(world.put('/phone', { body: `<meta name="viewport" content="width=device-width">${world.tag()}` }));
  await widget.locator('.launcher').tap();
  const buffer = await makePicture(page);
  await widget.locator('[type=file]').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer });
  await widget.locator('.tile').tap();
  const canvas = widget.getByRole('img', { name: /图片画布/ });
  const box = await canvas.boundingBox();
  if (box === null) throw new Error('no canvas');
  const session = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x: number) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: type === 'touchEnd' ? [] : [{ x: box.x + x, y: box.y + 30 }],
    });
  await touch('touchStart', 40);
  for (const x of [80, 120, 160]) await touch('touchMove', x);
  await touch('touchEnd', 160);
  const at = [Math.round((100 / box.width) * 640), Math.round((30 / box.height) * 400)] as const;
  const colour = await canvas.evaluate(
    (element: HTMLCanvasElement, [x, y]) => [...(element.getContext('2d')?.getImageData(x, y, 1, 1).data ?? [])],
    at,
  );
  expect(colour.slice(0, 3)).toEqual([229, 50, 45]);
  await expect(widget.getByRole('button', { name: '撤销' })).toBeEnabled();
});
