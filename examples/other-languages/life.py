"""A payment's whole life at WeChat Pay, against `npx shroff mock`: Python and its `cryptography` package, without an SDK."""
import base64, json, secrets, time, urllib.request
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, HTTPServer
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

us = json.load(open(".shroff/credentials.json"))["wechatpay"]
control = json.load(open(".shroff/control.json"))
private_key = load_pem_private_key(us["privateKey"].encode(), None)
wechatpay_key = load_pem_public_key(us["publicKey"].encode())

def send(url, body=None, headers={}):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json", "User-Agent": "life.py", **headers})
    with urllib.request.urlopen(request, timeout=10) as reply:
        return reply.headers, reply.read()

def verify(headers, body):
    """What WeChat Pay signs, in answers and in webhooks: time, nonce, body, each with a line feed."""
    signed = f'{headers["Wechatpay-Timestamp"]}\n{headers["Wechatpay-Nonce"]}\n'.encode() + body + b"\n"
    assert headers["Wechatpay-Serial"] == us["publicKeyId"]
    wechatpay_key.verify(base64.b64decode(headers["Wechatpay-Signature"]), signed, PKCS1v15(), SHA256())
    assert abs(time.time() - int(headers["Wechatpay-Timestamp"])) < 300

def call(method, path, body=None):
    text = "" if body is None else json.dumps(body)
    now, nonce = str(int(time.time())), secrets.token_hex(16)
    signature = private_key.sign(f"{method}\n{path}\n{now}\n{nonce}\n{text}\n".encode(), PKCS1v15(), SHA256())
    signed = f'mchid="{us["merchantId"]}",nonce_str="{nonce}",signature="{base64.b64encode(signature).decode()}",timestamp="{now}",serial_no="{us["serial"]}"'
    headers, answer = send(us["host"] + path, body, {"Authorization": f"WECHATPAY2-SHA256-RSA2048 {signed}", "Accept": "application/json"})
    verify(headers, answer)
    return json.loads(answer)

def operate(name, parameters=None):
    """The payer's part, and the provider's."""
    return json.loads(send(f'{control["url"]}/_shroff/{name}', parameters, {"Authorization": f'Bearer {control["token"]}'})[1])

class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        verify(self.headers, body)
        sealed = json.loads(body)["resource"]
        plain = AESGCM(us["apiV3Key"].encode()).decrypt(sealed["nonce"].encode(), base64.b64decode(sealed["ciphertext"]), sealed["associated_data"].encode())
        self.server.told = {"event": json.loads(body)["event_type"], **json.loads(plain)}
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass

shop = HTTPServer(("127.0.0.1", 0), Handler)
notify_url = f"http://127.0.0.1:{shop.server_port}/notify"
order_id = f"PY-{int(time.time())}"
order = {"appid": us["appId"], "mchid": us["merchantId"], "description": "Oolong tea", "out_trade_no": order_id, "notify_url": notify_url, "amount": {"total": 2500, "currency": "CNY"}}
print("scan", call("POST", "/v3/pay/transactions/native", order)["code_url"])

operate("pay", {"provider": "wechatpay", "orderId": order_id})
shop.handle_request()
print(shop.told["event"], shop.told["out_trade_no"], shop.told["amount"]["total"])

refund = {"out_trade_no": order_id, "out_refund_no": f"R-{order_id}", "notify_url": notify_url, "amount": {"refund": 500, "total": 2500, "currency": "CNY"}}
print("refund", call("POST", "/v3/refund/domestic/refunds", refund)["status"])
operate("settleRefund", {"provider": "wechatpay", "refundId": f"R-{order_id}"})
shop.handle_request()
print(shop.told["event"], shop.told["out_refund_no"], shop.told["amount"]["refund"])
print(call("GET", f'/v3/pay/transactions/out-trade-no/{order_id}?mchid={us["merchantId"]}')["trade_state"])

before = {"provider": "wechatpay", "orderId": f"{order_id}-Y", "amount": {"currency": "CNY", "value": 800}, "status": "paid", "daysAgo": 1}
operate("seed", {"orders": [before]})
yesterday = datetime.now(timezone(timedelta(hours=8))) - timedelta(days=1)
statement = operate(f"statement?provider=wechatpay&date={yesterday:%Y-%m-%d}")["text"]
print("statement", next(line for line in statement.splitlines() if f"{order_id}-Y" in line).split(",")[6].strip("`"))
