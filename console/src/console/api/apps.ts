/** New apps, which only the deployment's owners make. */

import { bodyOf, type Schemas, session } from './client';

export async function createApp(app: string, body: Schemas['NewApp']): Promise<Schemas['CreatedApp']> {
  // Of an owner the exchange gives an admin's token unless asked for more; this one is used once and dropped.
  const { token } = await bodyOf(session.POST('/v1/session/token', { body: { app_id: app, role: 'owner' } }));
  return bodyOf(session.POST('/v1/apps', { body, headers: { authorization: `Bearer ${token}` } }));
}
