/** The bridge that fetches a mini-program's feedback from WeChat. */

import { fetchInApp, readJson } from './client';

export interface Bridge {
  appid: string;
  enabled: boolean;
  /** Whether there is a secret; the secret itself never comes back. */
  secret_set: boolean;
}

export interface BridgeChange {
  appid: string;
  enabled: boolean;
  secret?: string;
}

export async function readBridge(app: string): Promise<Bridge | null> {
  const answer = await fetchInApp(app, new Request(new URL('/v1/app', location.origin)));
  return (await readJson<{ bridge?: Bridge | null }>(answer)).bridge ?? null;
}

export async function changeBridge(app: string, bridge: BridgeChange): Promise<void> {
  const request = new Request(new URL('/v1/app', location.origin), {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ bridge }),
  });
  await readJson(await fetchInApp(app, request));
}
