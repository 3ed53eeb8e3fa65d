import type { AlipayVector } from './sample.js'

// Uploads, made by running the official SDK: the texts are signed, the file is not.

const publicKeyPem =
  '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA3kNvvmHu8oq1oyqhTRPH\nD7BbadTfKRM/3ICTOoXECuBqTLn2fKcCqMQk11HMgu27rCI2CWQ22QNTCdzFOFu5\nlmRrG/EyYbAHHl1msvq3AHP3hiAxCBuQGLhZfsj7rgs6ptcTq/aAVYHtJ73iKD2Z\nrjS0kKSrjJppBvULo/wVCyt3N4oXaxZI8uG5sewILgIyqHtY4rdWpQU+005Ycd5W\nOWaQh4hXqa3rworZXFLCPuBZK0hNwd8Cgt+vbWiXwkwBE4LuCYSl9UA9jYx1dnxu\ngX6q3Zfx2zMTWGYStyse0EK9wlP9El8xRkVedjzYzgg8/YU1D7D0YfMQT5sTMU17\n9wIDAQAB\n-----END PUBLIC KEY-----\n'
const privateKeyPem =
  '-----BEGIN PRIVATE KEY-----\nMIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQDeQ2++Ye7yirWj\nKqFNE8cPsFtp1N8pEz/cgJM6hcQK4GpMufZ8pwKoxCTXUcyC7busIjYJZDbZA1MJ\n3MU4W7mWZGsb8TJhsAceXWay+rcAc/eGIDEIG5AYuFl+yPuuCzqm1xOr9oBVge0n\nveIoPZmuNLSQpKuMmmkG9Quj/BULK3c3ihdrFkjy4bmx7AguAjKoe1jit1alBT7T\nTlhx3lY5ZpCHiFeprevCitlcUsI+4FkrSE3B3wKC369taJfCTAETgu4JhKX1QD2N\njHV2fG6Bfqrdl/HbMxNYZhK3Kx7QQr3CU/0SXzFGRV52PNjOCDz9hTUPsPRh8xBP\nmxMxTXv3AgMBAAECggEABuJEPRbrRE1h7u+TSTbG0FYUwiaUCNPb3rPRCUBWW43h\nqGGxzeCwUpw6TLymnqzsIb8wpotiZX6yE+sw5NLkKfYPPcOqSrtCLlOmGCMmK/zG\n7N/lFN6z9Sydph8ccZBPU81hXfN1ToL0lXwFtzc0D6nVg9bEqbSolxYSjpS5f444\nzKA8MjXl9xvjEhy4L/Iq1dO691ji4uSX585SAbJcGF6xlw4uNQ/+c/wd//Ul5B7j\n76VHZWJVsAVw59cw3Ce1/IGM7fwTyhOZyUS8eo9y85+Z8szmjoTrtoTA6yfMoo15\nrmeHwpkh7d1oiiiKvNk8gq532V6KBzlNTce5cv2vGQKBgQDyq3Y9HO6sSL1yyyzB\n0i/VyCJTEWJQGEnlIda1Cf4RlYAoz+zOlgJnYNiLEJTMuaLAri7oowSovElo8/iq\nST57sBldLJhGPXSyWDuGOUKWOCZ6GSJFSrnQfng7sU+GLVqZvETLUdDiKUbQmKJl\ns9wL9pfla44W51PvwxntI48xGQKBgQDqeQLEh3TEa0eYa84TCtV6+aB6jTMyDbPs\n8/fR0P9PsSRz+4/hkMsZgVOAE9VdXaXfhIWzhUeZW/ZBDTi9+v6H39hDhyaUnZf6\nMZ6oSQujRS0AtZ1Guy/NUEMv7FFUilEyln79Ti1Tt48Xt5zE2haLGzeetDQqbyFB\nE/AGlhBnjwKBgCHsyojcpJk9Sg7kTIuEIN/YLMREJ+ReoOYBhwykKvq2VcZe2xI+\ncnOVXHCEjujYAuLA9xnawGn+eJzNjrPvrWaJReJ6u4cGTGwqXZf0JVTu4KItJVde\njP+Szqg5r45ohMP9R/jMpVEYyCedTwa80ERz4uRV1vVovZlFQzidwgTxAoGBAKQR\nHPCr3/b5IlXzSXVlpU+xkKtwVhx2Hip15Di6x4vZ5ioKIvmxOYyVQ/pg5nG4b7Lh\npjSh1CHpiXynZcb59FTbOxa1YTeotolpYx1aT3xlkUHn0y+FF8PQn9LOx3IifwKo\n8B8LLwhfbw8nedj8yb14xAiXC9GNhXVmIBRbuQrdAoGBAKRn/F/A679CfCVGuWLr\nngcLSszC+MA+crYvVeWHmtR2tJFv6/f2VVDe5XZsYOAhZrHupDqdYdUhjBL4cWxk\nkiDEor/ddkePoJlaKUT4bDRyQ0hWd2KwKHhciF0rHYxcPyphtyHjZQJeJlYTyajz\nwBOEmeJ+0K2ym2H2DG2PkpSl\n-----END PRIVATE KEY-----\n'

export const uploads: readonly AlipayVector[] = [
  {
    name: 'v2-upload-multipart',
    source: 'alipay/alipay-sdk-nodejs-all:4.14.0, run with a generated key',
    kind: 'v2-multipart-request',
    publicKeyPem,
    privateKeyPem,
    input: {
      method: 'POST',
      requestTarget:
        '/gateway.do?method=alipay.offline.material.image.upload&app_id=2021000000000402&charset=utf-8&version=1.0&sign_type=RSA2&timestamp=2026-11-25+23%3A39%3A26&sign=1oVgHT1QGi5I5tvu%2FHBaw6MmYgjHVecetlVehrbzBDjpqKRvpgIWfUVwNUPrjg0kghq3JoLedYxzVuiaQTPdWxjCFGulIoHVrDoCH%2Fyx%2BqezLT4LJyOizEqoDAW%2F9WL5SFPZ6CrWgf%2BICeqYgZJnCXq8PDfvmAUojCVWVpQMwdVQorUH6lCoBUw4HlV7RHoZkHP3YcUV0yeucL%2FtdMf6Ed4K5pHGQaOGYqD%2BOrpSR5dIXYa42kxaesR4uk0o86FCCZJtw0QOQlrh727vysPOWzkQ%2BdHrHyEKGAogtho%2BlcG62F8kKfeDpYtLUQzbgPYqCx9Cbe%2FtWT84B2Ol4tK8lg%3D%3D',
      contentType: 'multipart/form-data; boundary=--------------------------74f15a95b6af9496e5a41294',
      bodyBase64:
        'LS0tLS0tLS0tLS0tLS0tLS0tLS0tLS0tLS0tLTc0ZjE1YTk1YjZhZjk0OTZlNWE0MTI5NA0KQ29udGVudC1EaXNwb3NpdGlvbjogZm9ybS1kYXRhOyBuYW1lPSJpbWFnZV90eXBlIg0KDQpwbmcNCi0tLS0tLS0tLS0tLS0tLS0tLS0tLS0tLS0tLS03NGYxNWE5NWI2YWY5NDk2ZTVhNDEyOTQNCkNvbnRlbnQtRGlzcG9zaXRpb246IGZvcm0tZGF0YTsgbmFtZT0iaW1hZ2VfbmFtZSINCg0K5bCP5Zu+DQotLS0tLS0tLS0tLS0tLS0tLS0tLS0tLS0tLS0tNzRmMTVhOTViNmFmOTQ5NmU1YTQxMjk0DQpDb250ZW50LURpc3Bvc2l0aW9uOiBmb3JtLWRhdGE7IG5hbWU9ImltYWdlX2NvbnRlbnQiOyBmaWxlbmFtZT0iYS5wbmciDQpDb250ZW50LVR5cGU6IGltYWdlL3BuZw0KDQqJUE5HDQoaCgAAAA1JSERSDQotLS0tLS0tLS0tLS0tLS0tLS0tLS0tLS0tLS0tNzRmMTVhOTViNmFmOTQ5NmU1YTQxMjk0LS0NCg==',
    },
    expected: {
      canonicalString:
        'app_id=2021000000000402&charset=utf-8&image_name=小图&image_type=png&method=alipay.offline.material.image.upload&sign_type=RSA2&timestamp=2026-11-25 23:39:26&version=1.0',
      sign: '1oVgHT1QGi5I5tvu/HBaw6MmYgjHVecetlVehrbzBDjpqKRvpgIWfUVwNUPrjg0kghq3JoLedYxzVuiaQTPdWxjCFGulIoHVrDoCH/yx+qezLT4LJyOizEqoDAW/9WL5SFPZ6CrWgf+ICeqYgZJnCXq8PDfvmAUojCVWVpQMwdVQorUH6lCoBUw4HlV7RHoZkHP3YcUV0yeucL/tdMf6Ed4K5pHGQaOGYqD+OrpSR5dIXYa42kxaesR4uk0o86FCCZJtw0QOQlrh727vysPOWzkQ+dHrHyEKGAogtho+lcG62F8kKfeDpYtLUQzbgPYqCx9Cbe/tWT84B2Ol4tK8lg==',
      textFields: { image_type: 'png', image_name: '小图' },
      file: { field: 'image_content', filename: 'a.png', hex: '89504e470d0a1a0a0000000d49484452' },
    },
  },
  {
    name: 'v3-upload-multipart',
    source: 'alipay/alipay-sdk-nodejs-all:4.14.0, run with a generated key',
    kind: 'v3-multipart-request',
    publicKeyPem,
    privateKeyPem,
    input: {
      method: 'POST',
      uri: '/v3/alipay/open/file/upload',
      headers: {
        authorization:
          'ALIPAY-SHA256withRSA app_id=2021000000000402,nonce=009cf87a-e03e-4b87-8f67-2fe574269cc3,timestamp=1795649967007,sign=ERgchCYLYhEpJLhL83hPRIdEqClXZfs08o+pZio4IlfqKlJ2ZmQ4Yk3sPcS46BYYTqeNZjhZIcMf1oK9R0S7ExVMkyp1NVbbjUc8FsRwc36IEpFv5qW+ar8MfIXmvmN0j+kVE/zLEa4W2A5nnvLjQhPSf/NUB1rj+Wh3exjj9a1KecDqvYgTcLIaPh1w+1DcOHK5QIAMmlgmrU8Dsjl6SOpnV5PnNk2nw6OJE8y1ofEoQizxKDF+/g9FarS/mj1WjF2Hl+7RD5zEJapdFUu97MWegsEjOnFSyPaR/4+jB1FJCJF8QZnOLvF1uwHisLAYR540US0Xi0mgDgmEZ+7cbA==',
        'content-type': 'multipart/form-data; boundary=--------------------------0ccff7cfa2404746309eaa87',
      },
      bodyBase64:
        'LS0tLS0tLS0tLS0tLS0tLS0tLS0tLS0tLS0tLTBjY2ZmN2NmYTI0MDQ3NDYzMDllYWE4Nw0KQ29udGVudC1EaXNwb3NpdGlvbjogZm9ybS1kYXRhOyBuYW1lPSJkYXRhIg0KQ29udGVudC1UeXBlOiBhcHBsaWNhdGlvbi9qc29uDQoNCnsiYml6X2NvZGUiOiJjb250ZW50X2NyZWF0aW9uIn0NCi0tLS0tLS0tLS0tLS0tLS0tLS0tLS0tLS0tLS0wY2NmZjdjZmEyNDA0NzQ2MzA5ZWFhODcNCkNvbnRlbnQtRGlzcG9zaXRpb246IGZvcm0tZGF0YTsgbmFtZT0iZmlsZV9jb250ZW50IjsgZmlsZW5hbWU9ImEucG5nIg0KQ29udGVudC1UeXBlOiBpbWFnZS9wbmcNCg0KiVBORw0KGgoAAAANSUhEUg0KLS0tLS0tLS0tLS0tLS0tLS0tLS0tLS0tLS0tLTBjY2ZmN2NmYTI0MDQ3NDYzMDllYWE4Ny0tDQo=',
    },
    expected: {
      canonicalString:
        'app_id=2021000000000402,nonce=009cf87a-e03e-4b87-8f67-2fe574269cc3,timestamp=1795649967007\nPOST\n/v3/alipay/open/file/upload\n{"biz_code":"content_creation"}\n',
      sign: 'ERgchCYLYhEpJLhL83hPRIdEqClXZfs08o+pZio4IlfqKlJ2ZmQ4Yk3sPcS46BYYTqeNZjhZIcMf1oK9R0S7ExVMkyp1NVbbjUc8FsRwc36IEpFv5qW+ar8MfIXmvmN0j+kVE/zLEa4W2A5nnvLjQhPSf/NUB1rj+Wh3exjj9a1KecDqvYgTcLIaPh1w+1DcOHK5QIAMmlgmrU8Dsjl6SOpnV5PnNk2nw6OJE8y1ofEoQizxKDF+/g9FarS/mj1WjF2Hl+7RD5zEJapdFUu97MWegsEjOnFSyPaR/4+jB1FJCJF8QZnOLvF1uwHisLAYR540US0Xi0mgDgmEZ+7cbA==',
      data: '{"biz_code":"content_creation"}',
      file: { field: 'file_content', filename: 'a.png', hex: '89504e470d0a1a0a0000000d49484452' },
    },
  },
]
