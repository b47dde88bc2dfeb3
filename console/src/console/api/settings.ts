/** What an app's administrators set. */

import { bodyOf, inApp, type Schemas } from './client';

export type App = Schemas['App'];
export type AppChange = Schemas['AppChange'];
export type Announcement = Schemas['Announcement'];
export type Bridge = Schemas['Bridge'];
export type Member = Schemas['Member'];

export function readApp(app: string): Promise<App> {
  return bodyOf(inApp(app).GET('/v1/app'));
}

export function changeApp(app: string, body: AppChange): Promise<App> {
  return bodyOf(inApp(app).PUT('/v1/app', { body }));
}

export async function rotateSecret(app: string): Promise<string> {
  return (await bodyOf(inApp(app).POST('/v1/app/secret'))).app_secret;
}

export async function readAnnouncements(app: string): Promise<Announcement[]> {
  return (await bodyOf(inApp(app).GET('/v1/announcements'))).announcements;
}

export async function writeAnnouncements(app: string, announcements: Announcement[]): Promise<Announcement[]> {
  return (await bodyOf(inApp(app).PUT('/v1/announcements', { body: { announcements } }))).announcements;
}

export async function listMembers(app: string): Promise<Member[]> {
  return (await bodyOf(inApp(app).GET('/v1/members'))).items;
}

export function putMember(app: string, name: string, body: Schemas['NewMember']): Promise<Member> {
  return bodyOf(inApp(app).PUT('/v1/members/{name}', { params: { path: { name } }, body }));
}

export async function removeMember(app: string, name: string): Promise<void> {
  await bodyOf(inApp(app).DELETE('/v1/members/{name}', { params: { path: { name } } }));
}
