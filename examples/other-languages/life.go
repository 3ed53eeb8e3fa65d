// A payment's whole life at Antom, against `npx shroff mock`: Go's standard library, without an SDK.
package main

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"
)

type object = map[string]any

var us, control = parse(read("credentials.json"))["antom"].(object), parse(read("control.json"))

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
func read(name string) []byte        { return must(os.ReadFile(".shroff/" + name)) }
func parse(text []byte) (all object) { must(0, json.Unmarshal(text, &all)); return }
func der(name string) []byte         { block, _ := pem.Decode([]byte(us[name].(string))); return block.Bytes }
func digest(path, when string, body []byte) []byte {
	sum := sha256.Sum256([]byte(fmt.Sprintf("POST %s\n%s.%s.%s", path, us["clientId"], when, body)))
	return sum[:]
}

// What Antom signs: answers, and webhooks over the path of the address that it called.
func verify(path, when string, header http.Header, body []byte) object {
	encoded := must(url.QueryUnescape(strings.SplitN(header.Get("Signature"), "signature=", 2)[1]))
	must(0, rsa.VerifyPKCS1v15(must(x509.ParsePKIXPublicKey(der("publicKey"))).(*rsa.PublicKey), crypto.SHA256, digest(path, when, body), must(base64.StdEncoding.DecodeString(encoded))))
	return parse(body)
}
func post(address string, body []byte, header object) (http.Header, []byte) {
	request := must(http.NewRequest("POST", address, bytes.NewReader(body)))
	request.Header.Set("Content-Type", "application/json; charset=UTF-8")
	for name, value := range header {
		request.Header.Set(name, value.(string))
	}
	answer := must(http.DefaultClient.Do(request))
	return answer.Header, must(io.ReadAll(answer.Body))
}
func call(name string, content object) object {
	path, body, when := "/ams/api/v1/payments/"+name, must(json.Marshal(content)), fmt.Sprint(time.Now().UnixMilli())
	signed := must(rsa.SignPKCS1v15(rand.Reader, must(x509.ParsePKCS8PrivateKey(der("privateKey"))).(*rsa.PrivateKey), crypto.SHA256, digest(path, when, body)))
	signature := url.QueryEscape(base64.StdEncoding.EncodeToString(signed))
	header, answer := post(us["host"].(string)+path, body, object{"Client-Id": us["clientId"], "Request-Time": when, "Signature": "algorithm=RSA256,keyVersion=1,signature=" + signature})
	return verify(path, header.Get("Response-Time"), header, answer)
}

func main() {
	told, listener := make(chan object), must(net.Listen("tcp", "127.0.0.1:0"))
	go http.Serve(listener, http.HandlerFunc(func(out http.ResponseWriter, in *http.Request) {
		told <- verify(in.URL.RequestURI(), in.Header.Get("Request-Time"), in.Header, must(io.ReadAll(in.Body)))
		fmt.Fprint(out, `{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"}}`)
	}))
	id, notify, money := fmt.Sprintf("GO-%d", time.Now().Unix()), fmt.Sprintf("http://%s/notify", listener.Addr()), object{"currency": "HKD", "value": "2500"}
	order := call("pay", object{"productCode": "IN_STORE_PAYMENT", "paymentRequestId": id, "paymentAmount": money, "order": object{"referenceOrderId": id, "orderDescription": "Oolong tea", "orderAmount": money}, "paymentMethod": object{"paymentMethodType": "CONNECT_WALLET"}, "paymentFactor": object{"inStorePaymentScenario": "OrderCode"}, "paymentNotifyUrl": notify})
	fmt.Println("scan", order["orderCodeForm"].(object)["codeDetails"].([]any)[1].(object)["codeValue"])
	post(control["url"].(string)+"/_shroff/pay", must(json.Marshal(object{"provider": "antom", "orderId": id})), object{"Authorization": "Bearer " + control["token"].(string)})
	fmt.Println((<-told)["notifyType"], id)
	call("refund", object{"refundRequestId": "R-" + id, "paymentId": order["paymentId"], "refundAmount": object{"currency": "HKD", "value": "500"}, "refundNotifyUrl": notify})
	fmt.Println((<-told)["refundStatus"], "R-"+id)
	fmt.Println(call("inquiryPayment", object{"paymentRequestId": id})["paymentStatus"])
}
