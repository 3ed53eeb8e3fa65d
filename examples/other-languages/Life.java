// A payment's whole life at Alipay, against `npx shroff mock`: Java 17 as it comes, without an SDK.
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.*;
import java.net.http.*;
import java.nio.file.*;
import java.security.*;
import java.util.*;
import java.util.regex.Pattern;

class Life {
    static String read(String name) throws IOException { return Files.readString(Path.of(".shroff", name)); }
    // The JDK has no reader of JSON; what is looked for here is a text.
    static String in(String json, String name) {
        var found = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
        return found.find() ? found.group(1).replace("\\/", "/") : null;
    }
    static byte[] der(String name) throws IOException { return Base64.getMimeDecoder().decode(read(name).replaceAll("-----.*-----", "")); }
    static String joined(Map<String, String> fields) { return String.join("&", fields.entrySet().stream().map(Object::toString).toList()); }
    static String sign(String text) throws Exception {
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(KeyFactory.getInstance("RSA").generatePrivate(new java.security.spec.PKCS8EncodedKeySpec(der("alipay-private-key.pem"))));
        signature.update(text.getBytes(UTF_8));
        return Base64.getEncoder().encodeToString(signature.sign());
    }
    static void verify(String text, String sign) throws Exception {
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(KeyFactory.getInstance("RSA").generatePublic(new java.security.spec.X509EncodedKeySpec(der("alipay-public-key.pem"))));
        signature.update(text.getBytes(UTF_8));
        if (!signature.verify(Base64.getDecoder().decode(sign))) throw new SecurityException("not signed by Alipay: " + text);
    }
    static String post(String url, String type, String body, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url)).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) request.headers(headers);
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }
    // Of an answer the very text is signed that stands between its name and the signature.
    static String call(String method, String content, String notifyUrl) throws Exception {
        var us = Pattern.compile("\"alipay\"\\s*:\\s*\\{[^}]*\\}").matcher(read("credentials.json")).results().findFirst().get().group();
        var now = String.format("%1$tF %1$tT", java.time.ZonedDateTime.now(java.time.ZoneId.of("Asia/Shanghai")));
        var fields = new TreeMap<>(Map.of("app_id", in(us, "appId"), "method", method, "format", "JSON", "charset", "utf-8", "sign_type", "RSA2", "timestamp", now, "version", "1.0", "biz_content", content));
        if (notifyUrl != null) fields.put("notify_url", notifyUrl);
        fields.put("sign", sign(joined(fields)));
        fields.replaceAll((name, value) -> URLEncoder.encode(value, UTF_8));
        var answer = post(in(us, "host") + "/gateway.do?charset=utf-8", "application/x-www-form-urlencoded;charset=utf-8", joined(fields));
        var parts = Pattern.compile("\"\\w+_response\"\\s*:\\s*(\\{.*\\})\\s*,\\s*\"sign\"", Pattern.DOTALL).matcher(answer);
        if (!parts.find() || !"10000".equals(in(answer, "code"))) throw new IOException(answer);
        verify(parts.group(1), in(answer, "sign"));
        return parts.group(1);
    }
    public static void main(String[] none) throws Exception {
        var told = new java.util.concurrent.LinkedBlockingQueue<Map<String, String>>();
        var server = com.sun.net.httpserver.HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/notify", exchange -> {
            var fields = new TreeMap<String, String>();
            for (var field : new String(exchange.getRequestBody().readAllBytes(), UTF_8).split("&"))
                fields.put(field.split("=")[0], URLDecoder.decode(field.substring(field.indexOf('=') + 1), UTF_8));
            exchange.sendResponseHeaders(200, 7);
            exchange.getResponseBody().write("success".getBytes());
            told.add(fields);
        });
        server.start();
        var id = "JAVA_" + System.currentTimeMillis() / 1000;
        var notify = "http://127.0.0.1:" + server.getAddress().getPort() + "/notify";
        var order = "{\"out_trade_no\":\"" + id + "\",\"total_amount\":\"25.00\",\"subject\":\"乌龙茶\"}";
        System.out.println("scan " + in(call("alipay.trade.precreate", order, notify), "qr_code"));
        post(in(read("control.json"), "url") + "/_shroff/pay", "application/json", "{\"provider\":\"alipay\",\"orderId\":\"" + id + "\"}", "Authorization", "Bearer " + in(read("control.json"), "token"));
        var event = told.take();
        var sign = event.remove("sign");
        event.remove("sign_type");
        verify(joined(event), sign);
        System.out.println(event.get("trade_status") + " " + event.get("out_trade_no") + " " + event.get("total_amount"));
        call("alipay.trade.refund", "{\"out_trade_no\":\"" + id + "\",\"out_request_no\":\"R_" + id + "\",\"refund_amount\":\"5.00\"}", null);
        System.out.println("refund " + in(call("alipay.trade.fastpay.refund.query", "{\"out_trade_no\":\"" + id + "\",\"out_request_no\":\"R_" + id + "\"}", null), "refund_status"));
        System.out.println(in(call("alipay.trade.query", "{\"out_trade_no\":\"" + id + "\"}", null), "trade_status"));
        server.stop(0);
    }
}
