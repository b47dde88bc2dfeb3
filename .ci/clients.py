#!/usr/bin/env python3
"""Calls the local stack with the SDKs that the clients of the WeChat and Feishu wires use: wechatpy and lark-oapi.

Usage: clients.py --local target/debug/local. It starts a stack of its own on an empty data folder.
"""

import argparse
import datetime
import json
import struct
import sys
import tempfile
import time
import traceback
import zlib

import lark_oapi
import requests
from golden import Stack, end_on_sigterm, read_json, stop
from lark_oapi.api.application.v6 import ListApplicationFeedbackRequest, PatchApplicationFeedbackRequest
from wechatpy import WeChatClient
from wechatpy.exceptions import WeChatClientException

# What is submitted, oldest first: the faults with the number that WeChat shows for them.
FAULTS = [(["cannot_open"], 1), (["crash", "slow"], 2), (["white_screen"], 4), ([], 8), (["black_screen", "other"], 4)]


def main():
    """Runs every check and reports."""
    end_on_sigterm()
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--local", required=True, help="binary of the local stack")
    failed = 0
    with tempfile.TemporaryDirectory(prefix="clients-") as folder:
        stack = Stack(parser.parse_args().local, folder)
        try:
            site = Site(stack.url, read_json(f"{folder}/credentials.json"))
            site.submit()
            for check in CHECKS:
                try:
                    check(site)
                    print(f"ok   {check.__name__}", flush=True)
                except Exception:  # Whatever an SDK makes of a wrong answer is a failed check.
                    traceback.print_exc()
                    print(f"FAIL {check.__name__}", flush=True)
                    failed += 1
        finally:
            stop(stack.process)
    print(f"{len(CHECKS) - failed} passed, {failed} failed")
    return 1 if failed else 0


class Site:
    """A running stack and who we are there."""

    def __init__(self, url, credentials):
        self.url, self.app, self.secret = url, credentials["app_id"], credentials["app_secret"]
        self.token, self.team = credentials["client_token"], credentials["agent_token"]

    def submit(self):
        """Submits faults, and suggestions between them that WeChat must not show."""
        for number, (faults, _) in enumerate(FAULTS):
            contact = {"phone": "18800000000", "openid": f"openid-{number}", "nickname": "反馈用户"}
            body = {"kind": "fault", "faults": faults, "content": f"白屏了 {number}", "contact": contact, "source": "web",
                    "system_info": {"brand": "devtools"}, "page": "pages/index", "occurred_at": "2026-09-21T22:13:20+08:00"}
            for body in (body, {"kind": "suggestion", "content": "夜间模式"}):
                answer = requests.post(f"{self.url}/v1/feedback", json=body, headers={"Authorization": f"Bearer {self.token}"})
                assert answer.status_code == 201, answer.text

    def upload(self, picture):
        """Sends a picture, submits a fault that has it, and waits until it can be read."""
        headers = {"Authorization": f"Bearer {self.token}"}
        declared = {"file_name": "shot.png", "content_type": "image/png", "size": len(picture)}
        begun = requests.post(f"{self.url}/v1/uploads", json=declared, headers=headers).json()
        sent = requests.put(begun["upload"]["url"], data=picture, headers=begun["upload"]["headers"])
        assert sent.status_code == 200, sent.text
        media = begun["media_id"]
        body = {"kind": "fault", "content": "截图", "media_ids": [media]}
        assert requests.post(f"{self.url}/v1/feedback", json=body, headers=headers).status_code == 201
        for _ in range(100):
            team = {"Authorization": f"Bearer {self.team}"}
            answer = requests.get(f"{self.url}/v1/media/{media}", headers=team, allow_redirects=False)
            if answer.status_code == 302:
                return media
            time.sleep(0.2)
        raise AssertionError(f"the picture is not ready: {answer.text}")

    def wechat(self):
        """wechatpy against our address."""
        site = self

        class Client(WeChatClient):
            API_BASE_URL = f"{site.url}/"
            fetched = 0

            def fetch_access_token(self):
                self.fetched += 1
                return self._fetch_access_token(
                    f"{site.url}/cgi-bin/token",
                    {"grant_type": "client_credential", "appid": self.appid, "secret": self.secret},
                )

            def feedback(self, **parameters):
                return self.get(f"{site.url}/wxaapi/feedback/list", params=parameters)

        return Client(self.app, self.secret)

    def lark(self, secret=None):
        """lark-oapi against our address."""
        client = lark_oapi.Client.builder().app_id(self.app).app_secret(secret or self.secret).domain(self.url)
        return client.log_level(lark_oapi.LogLevel.ERROR).build()


def png():
    """A picture of 16 by 16 pixels."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes([20, 20, 200]) * 16 for _ in range(16))
    header = struct.pack(">IIBBBBB", 16, 16, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def wechatpy_lists_faults_newest_first(site):
    client, records = site.wechat(), []
    for page in (1, 2, 3, 4):
        answer = client.feedback(page=page, num=2)
        assert answer["total_num"] == len(FAULTS), answer
        records += answer["list"]
    assert [record["type"] for record in records] == [number for _, number in reversed(FAULTS)], records
    newest = records[0]
    assert newest["phone"] == 18800000000 and newest["openid"] == "openid-4" and newest["content"] == "白屏了 4", newest
    assert json.loads(newest["systemInfo"]) == {"brand": "devtools"} and newest["mediaIds"] == [], newest
    assert abs(newest["create_time"] - datetime.datetime.now().timestamp()) < 300, newest


def wechatpy_filters_by_type(site):
    client = site.wechat()
    for number, total in ((0, 5), (1, 1), (2, 1), (3, 0), (4, 2), (8, 1)):
        assert client.feedback(page=1, num=10, type=number)["total_num"] == total, number


def wechatpy_refreshes_a_token_that_is_refused(site):
    client = site.wechat()
    client.session.set(client.access_token_key, "nonsense", 7200)
    assert client.feedback(page=1, num=1)["errcode"] == 0
    assert client.fetched == 1


def wechatpy_raises_our_errors(site):
    client = site.wechat()
    try:
        client.feedback(page=0, num=10)
    except WeChatClientException as error:
        assert (error.errcode, error.errmsg) == (40097, "invalid args"), error
    else:
        raise AssertionError("page 0 was accepted")


def wechatpy_downloads_a_picture(site):
    client, media = site.wechat(), site.upload(png())
    record = client.feedback(page=1, num=1)["list"][0]
    assert record["mediaIds"] == [media], record
    answer = client.get(
        f"{site.url}/cgi-bin/media/getfeedbackmedia", params={"record_id": record["record_id"], "media_id": media}
    )
    assert answer.headers["Content-Type"] == "image/jpeg" and answer.content[:3] == b"\xff\xd8\xff", answer.headers
    try:
        client.get(f"{site.url}/cgi-bin/media/getfeedbackmedia", params={"media_id": "nonsense"})
    except WeChatClientException as error:
        assert error.errcode == 46001, error
    else:
        raise AssertionError("a picture was found that there is not")


def lark_walks_all_pages(site):
    client, found, token = site.lark(), [], None
    while True:
        request = ListApplicationFeedbackRequest.builder().app_id(site.app).page_size(3)
        answer = client.application.v6.application_feedback.list((request.page_token(token) if token else request).build())
        assert answer.success(), (answer.code, answer.msg)
        found += answer.data.feedback_list
        token = answer.data.page_token
        if not answer.data.has_more:
            break
    assert len({item.feedback_id for item in found}) == len(found) == 2 * len(FAULTS)
    faults = [item for item in found if item.feedback_type == 1]
    assert [item.fault_type for item in faults] == [[1, 8], [], [2], [5, 6], [3]], [item.fault_type for item in faults]
    first = faults[0]
    assert (first.user_id, first.feedback_path, first.source) == ("openid-4", "pages/index", 2), vars(first)
    assert (first.fault_time, first.status, first.app_id) == ("2026-09-21 22:13:20", 0, site.app), vars(first)


def lark_patches_a_status(site):
    client = site.lark()
    def newest():
        request = ListApplicationFeedbackRequest.builder().app_id(site.app).page_size(1).build()
        return client.application.v6.application_feedback.list(request).data.feedback_list[0]
    feedback = newest().feedback_id
    for status in (2, 1, 3, 0):
        request = PatchApplicationFeedbackRequest.builder().app_id(site.app).feedback_id(feedback).status(status)
        answer = client.application.v6.application_feedback.patch(request.operator_id("ou_1").user_id_type("open_id").build())
        assert answer.success(), (answer.code, answer.msg)
        assert (newest().status, newest().operator_id) == (status, "ou_1")


def lark_reads_our_errors(site):
    client = site.lark().application.v6.application_feedback
    def list_of(app, **fields):
        request = ListApplicationFeedbackRequest.builder().app_id(app)
        for name, value in fields.items():
            request = getattr(request, name)(value)
        return client.list(request.build()).code
    assert list_of(site.app, page_size=101) == 210502
    assert list_of(site.app, page_token="nonsense") == 210500
    assert list_of("cli_other") == 210503
    request = PatchApplicationFeedbackRequest.builder().app_id(site.app).feedback_id("1").status(1).operator_id("ou_1")
    assert not client.patch(request.user_id_type("open_id").build()).success()


def lark_is_told_of_a_wrong_secret(site):
    answer = requests.post(
        f"{site.url}/open-apis/auth/v3/tenant_access_token/internal", json={"app_id": site.app, "app_secret": "wrong"}
    )
    assert (answer.status_code, answer.json()["code"]) == (200, 10014), answer.text


CHECKS = [
    wechatpy_lists_faults_newest_first,
    wechatpy_filters_by_type,
    wechatpy_refreshes_a_token_that_is_refused,
    wechatpy_raises_our_errors,
    lark_walks_all_pages,
    lark_patches_a_status,
    lark_reads_our_errors,
    lark_is_told_of_a_wrong_secret,
    # Last, since it submits one more.
    wechatpy_downloads_a_picture,
]

if __name__ == "__main__":
    sys.exit(main())
