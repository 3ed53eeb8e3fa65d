// Samples of Alipay's wire, transcribed as they are: copied from public repositories' tests, those of kinds `v3-…`,
// `v2-gateway-request` and `v2-sdk-execute-chinese` made by running the official SDK with its published test key. `source` says where
// each one comes from (repository:path).

export type AlipayVector = {
  name: string
  source: string
  kind: string
  publicKeyPem?: string
  privateKeyPem?: string
  // biome-ignore lint/suspicious/noExplicitAny: published samples differ in shape; each kind reads its own members.
  input: Record<string, any>
  // biome-ignore lint/suspicious/noExplicitAny: the same
  expected: Record<string, any>
}

const publicKey1 =
  '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEApSA9oxvcqfbgpgkxXvyC\npnxaR6TPaEMh/ij+PhF8180zL82ic4whkrRlcu1Y179AKEZNar71Ugi37fKcXWLe\nrjPOeb8WHnZgNG19gkAcOIqZPRPpJ1eRtwKEclIzt+j3H/wgXWkD7BTr61RjuAcv\niyvDVbAJ/TPlMqXdJFIuJwZblN2WblIv+4Dm1iPOB+fVCU3rsgg4eajf3HrZ7sq6\nfBhQhO5krDmIIYGsFZ+fohEgnLkBaF0gqNUb5Yb4PBfaEcu8Hcwq+XyBSMOVOIAB\nRPQVDedW2sE/2NsLkR62DaEe/Ri9VUDJe0pE39P+X22DicJ3E3yrxvdioMnLtDqE\nuwIDAQAB\n-----END PUBLIC KEY-----\n'
const privateKey1 =
  '-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEApSA9oxvcqfbgpgkxXvyCpnxaR6TPaEMh/ij+PhF8180zL82i\nc4whkrRlcu1Y179AKEZNar71Ugi37fKcXWLerjPOeb8WHnZgNG19gkAcOIqZPRPp\nJ1eRtwKEclIzt+j3H/wgXWkD7BTr61RjuAcviyvDVbAJ/TPlMqXdJFIuJwZblN2W\nblIv+4Dm1iPOB+fVCU3rsgg4eajf3HrZ7sq6fBhQhO5krDmIIYGsFZ+fohEgnLkB\naF0gqNUb5Yb4PBfaEcu8Hcwq+XyBSMOVOIABRPQVDedW2sE/2NsLkR62DaEe/Ri9\nVUDJe0pE39P+X22DicJ3E3yrxvdioMnLtDqEuwIDAQABAoIBAQCSHZ1tH9J7c8IG\nKkxNyROzToZ0rxn5IK6LwKp5MfBO5X1N56DArldnAcpjkDL1dn7HJK6Mrr1WAfD/\n1ZcX680wSReEE9r2ybkHq3tMLn7KaZp/uYavEYYXc1rP7n1lV/iVjPz2q16VIU5B\nx0MWLQWdGPSYdlXggHNoBe1RnobIcCGOVe9HlzCBtWzGpCZvMlqRbCuWAdp14aCk\naJqpRxG4PY9Kd/NzELvhnCd9k8e7G2qcwx6gAoXN8OXO8jmZg/6fOvFnrGl6CBp8\nsioe5F3R023fDum546IqS8EZdCl5T0gW/boTbSV8luitab65xBO3PmUI+V2OEFCL\n6WcJxawBAoGBAOZoft6/LatdoXzr8vh+rKzacUHw246fpacbgx0B5DDymM7hbhXb\nY/NoCWPgBJtV3XI3DtMJ5yvlEVDQvPfbSHRPx2XQknwrM7ly2SLbaC+tuhcvoG6F\n1RLWFx+y/583seSlVNuWC9KdpLTKzo8wl8Z4/kheLTBxTxL20NZu79XBAoGBALd3\nfNoXk5V+T16hnSinPtt2NEsZpn+4w07DikzcpdyjCL5PYjp/BppmX3xly96fCZh3\nMO3Vkuya1xgauMzxVKQlR/aD5yVmsqK7wxNTY1ZQM74B44/4Mks/8MG2r7o3DElA\n4/qIeMP4CwkWmYcuij7npm2bgIqFzS+4aGZfDRF7AoGAKMO2Jpy2bMo9BwgLzdFD\npbVkMmF1xu8R9NXWRayO/eX+CSQzQOS281qlxqjcx8rSSiHZmpb28notrRmxRTzj\nvchbo/TZ5eQS262pIxSkg0L+WJnRjZxaDWIZZz9ZIIdPDv/9WnhakSHZAS+cihLz\n12aSvqUC4744WkeWvUmVX0ECgYAGLDoCKHrps7c96tgbzwy5W4/E2xcUAwZnNwMH\nNQFLnBymMouOhkmVlk4uJEqosdcjzxbRWbc4yLjl8bg4BQKhBzQVojh7tKnb+c9F\nbi/QbqBfCzc519LxXzRdgCUHceSy7kD9Y+wUQ9szMhR2TOWP2kFqPKolfvz5Vw4E\nK7yH0wKBgQDerq9Pthbii7lNt528/q0cH9vOMn9z76o6jMMea9EibclVHtdcQBWL\nOn8Yw97k+WSXYGuUrQUWWQbyabZqWkkS4cEjJf5/DiwOuYdNVXg7FK56ucTczBA7\nlR4dnunPW6U1HbSWf0Cn4Y/cl/z7B5QBSQt0W38IYHSaf6/sqsV6SA==\n-----END RSA PRIVATE KEY-----\n'
const publicKey2 =
  '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAl2PJhW04G1sClzEDwMw1\nnxCjlyDTubFhn89bcEzP7GB/mFWnfIRXydM2qvDALpJggjeCIc3Orm0AobZOltic\n1MGOBrFWcoOMyT7haV3X05jPa0qy6bMg5YJZy7/5mjTQL/3jPJM+TA3YTNV8wPUs\nJgWINENAGFIakS4HTj3oGIuPvbMgL1z7Yd66TIYzfA4FRwa08XXaZLC/u+EJ8tUe\ndhQhPjwWQBL0H+bhoqWZSIW3/xdMZrMf8RF9uM22Y3mE1DAnxseXrxjW2Kg0q/47\nmOjXGBcrQUOeaAB+0SamdFu6LP9ylQOESg0bpFhgqhUWIT/QYJ1I8PQrVYy9QZkA\nIwIDAQAB\n-----END PUBLIC KEY-----\n'
const publicKey3 =
  '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAnaESDeU3bC5Vz03iwa8S\nlSVFoXkzf5ilLvTvS4j/GlcZwI/p/J7D32i6/1d/8ZZSxbb2fmVbScVP8CSZKRV7\ns+acumKlJHf5WV0nYgRJqjImI58AwsE37jYBjgKjVGyV9XOCMkS5vlKv4GSqITmH\nkIxT1fFhNvwrB1LUyaZfqOcE5ZiP/VOwAZFJsxh7+CGL+eNw6iSRH4OSSQq5M97u\nJPfzHrIMn7pG6J6Icsoi3aRX1HqxA9X+01D4OeDJhcTXTwVJxzGHunjKuU5+BKYN\nNGuY/WBr1BWF4gfvsIDJoGP1uhwHh5mKYM9t9CCh+9wRbERGRhvBGsg/gdVsdJlf\nFQIDAQAB\n-----END PUBLIC KEY-----\n'
const publicKey4 =
  '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAqObrdC7hrgAVM98tK0nv\n3hSQRGGKT4lBsQjHiGjeYZjOPIPHR5knm2jnnz/YGIXIofVHkA/tAlBAd5DrY7Yp\nvI4tP5EONLtZKC2ghBMx7McI2wRD0xiqzxOQr1FuhZGJ8/AUokBzJrzY+aGX2xcO\nrxFYRlFilvVLTXg4LWjR1tdPkO6+i7wQZAIVMClPkwVRZEbaERRHlKqTzv2gGv5r\nDU8gRoe1LeaN+6BlbTqHWkQcNCUNrA8C6l17XAXGKDsm/9TFWwO8EPHHHCaQdjtV\n5/FdcWIt+L8SR1ss7EXTjYDFtxcKVv9rEoY1lX8T4mX+GbXfZHraG5NCF1+XioL5\nJwIDAQAB\n-----END PUBLIC KEY-----\n'
const publicKey5 =
  '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAk6DCsBIUhWriFohzRV8F\nic6oQWNnLKKILNk97VU5qcHEuxYzCujKoyva5gy1170mFJw4IcgJF8AyS7iDUwzA\nwF4Pp9CpWxDhUhe7mdQJhjBmvTcPLGFFrzlj6unO5lAcbdwaxPUtSxOaNxPJGrTK\n/wnKQSbjTMMltp1J68q2Tfgrsn/NdZ6lrxO9rvmky8kowqaH5NjntyHO59jCGabM\nj5sI14z8N61wB/QuIJrDuzIPMPrSNbq0cOWcSCDG09oUHTp9fk7suDB8UiFcmVTX\nOvK3d4HbeX8V9YsEMxrwxEoYgRRj6K2qrC6oxw480cqf2ueumCmHg6xrcgkyXK81\nhwIDAQAB\n-----END PUBLIC KEY-----\n'
const publicKey6 =
  '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAjF+gZ86+u9GriNBL3cmr\nx7CG3mgsgS6ydJLjzAyACRfBunB3VadxsDhtIJ0t8DQcaDVCkvkL5IOozuSC/B9i\nBw8YtadTLVRGkD9f1+RrcyvXR7/qU2M88RhGvj/DCgFHkYZa7hVYn+r+jhpQ2Y9K\n7owVL3/YEO/cxZvV8R05uMw7zZwAaJlPn6JBXYP8HXWAQLp2A4NGKAh6mPELKNcb\n9J+P82GvrNf0Km3dj7ELAx349ral+qD1DCEbC3C2g+MHw/++ZEt9EkqR9nWi2YE/\nz5B0LKXstUDRiCPQe8Heb6pXdkWhK76L+OP9iZZAGHGS262ZgOuvZMo+jDFM1at6\n4wIDAQAB\n-----END PUBLIC KEY-----\n'
const publicKey7 =
  '-----BEGIN PUBLIC KEY-----\nMIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCjNVhJf9PYDFN1PFd4SXEvxmjD\n0dn+xQ4lQu6o8HbGXz4de/RRVTJDL48qwxn81lar5cNSIjbnhDRXm9fZcrzuwbjq\nxXOv2Ov7MZAa/WJEcfvp3XcSgxKPB54FLVvHo/rxuMK2xpps47Lpc7vppkvi3ofb\nXW61S+aT0TWFkUMTnwIDAQAB\n-----END PUBLIC KEY-----\n'
const privateKey2 =
  '-----BEGIN PRIVATE KEY-----\nMIICdgIBADANBgkqhkiG9w0BAQEFAASCAmAwggJcAgEAAoGBAKM1WEl/09gMU3U8\nV3hJcS/GaMPR2f7FDiVC7qjwdsZfPh179FFVMkMvjyrDGfzWVqvlw1IiNueENFeb\n19lyvO7BuOrFc6/Y6/sxkBr9YkRx++nddxKDEo8HngUtW8ej+vG4wrbGmmzjsulz\nu+mmS+Leh9tdbrVL5pPRNYWRQxOfAgMBAAECgYB7xOSjOJFK8m4IJi6fRfLULD8e\n4XHUR1Qm5c9fxpwMbAYLDgmF9HodgV+tKi/3EgTAb4nkK5Y/lH6tQb47ZUvo/lKz\nRlIVZ6Rm76V07g/+5exIZzTyvdD9T2fLeYQwKV/2JYUv0KSYWPvWykdaV4aNkCuw\nmxTUjvhDxK/Ns31CIQJBANI1Y3gGBqbBIN9wxjx3ShBtt/U8YnipUJ92eTI7OU9p\nZsCIFPoeYG/X40miwDb5ouPnvJTtzuY4PkPokEefN9MCQQDGwurqa8RNK2APA62U\nCdZbJuWimkdHEc53IKvD/l2tWVFqhVAy8bs+3LGzBNfuxUuAxOoQm9n0IVRaH5jn\nl8GFAkEAijuTmsUTsKsGDAmkQvULHnyYYUuBUem92+9TycWKbX9Zk7ipWsWJE2N7\n0tuU3VISXR7yM1mjGl/YCl4wKvk4AwJAE1DkBY4dkKZTeoIP/2AJXehkzq2Rmb2I\nRBl/t9djgTI58FEuXxUQ7mYCOvSQi5rO4J/CY4TR5KDMksmZUYB1BQJAIEfVDxz4\n5yoHL7L+6EoC5TWxUxFMN7z7FhObyKeaLKj3inEsbjfcPCA09zPUce0FSKBc/dVh\nDEorJMaPK5vXiA==\n-----END PRIVATE KEY-----\n'
const publicKey8 =
  '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAhL3pWP55B1fFkvYOOtcf\nOEUhvBodHpLnc9KmuAU4H8V+ocyKTckacBhJrwIT8ILMzpflfqpzl+dvpJIsx3Ib\nNB1Pmy0V949+vCoiBEa0Maw1dgJfIwghrsKL41wqzeaFqC6CehiefvwTKrS8zxIK\n1gDHipsimNsDbqCYmojDxhyorO4CC0iXld+1+LQxajf9ZdG1nLDd9dgVGiMkEDUS\nGXKCt6NpoDHp/6ptAcYSvnn5W4YUNWdy+wVxT0jyrbP1gNUDG1DVtFLrZXNQ9vY5\nwRyaix8vUccQ3s5o186tPgpup++lU3v2NgzybF9JzJWPdanDv5cJcJyFe43LNdD9\nmwIDAQAB\n-----END PUBLIC KEY-----\n'
const privateKey3 =
  '-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEAhL3pWP55B1fFkvYOOtcfOEUhvBodHpLnc9KmuAU4H8V+ocyKTckacBhJrwIT8ILMzpflfqpzl+dvpJIsx3IbNB1Pmy0V949+vCoiBEa0Maw1dgJfIwghrsKL41wqzeaFqC6CehiefvwTKrS8zxIK1gDHipsimNsDbqCYmojDxhyorO4CC0iXld+1+LQxajf9ZdG1nLDd9dgVGiMkEDUSGXKCt6NpoDHp/6ptAcYSvnn5W4YUNWdy+wVxT0jyrbP1gNUDG1DVtFLrZXNQ9vY5wRyaix8vUccQ3s5o186tPgpup++lU3v2NgzybF9JzJWPdanDv5cJcJyFe43LNdD9mwIDAQABAoIBAE6ohsUgjjFmtoIeYlJFtY9Pj+z6AHVkkdiVZAu5tAdHrYFNRktPtuXjzo3xCkXEDH8DjY+gi7zg/Mwlfnl1SV95WvnWHqVDF9OCmAO2rgKdTFSwlRWaNPNs/x3sOMUoK918Kf8V5Z3T27u7vAJsa5VigtvEkBzJ81+ztJomHvSemrMGoQNPSWenaRHsxbkTtvHWOHLLYjzahFDUbzVx2QdVeBPXPOnG4Nkk1uIbYasqSJNUAlaSCshpgIJQ3M7I1Cef7hcLcOUn9OamkUXipEQRKNu6XhZ32yZbhkcvM7irtWtLRaPOj98U7/Ful0W1qM2/C1jTJ3qYP1CBrZKsW8ECgYEA3b/hneLaseoE6ATFWhjrdQY9VPjJjz7VQGuDzy3lLDiRL2/9KrhU1HyAYQFaC03+dZj9Nr2GDua88vrdwPtOZoe5REn+U+YyAHhNsqKYGoVL/RbyHagmDDEJfhPOv3tMElI9hZlfsF5QRsqS9CnhLej7GJNA5wEhXBKeJL54JTsCgYEAmT6b5F2wy2jBi7o9q6Io+AFOcqEzsf0cpoeAJQU3YRThkQZoCDmcvfh21jl7A5538YulVo8xnPcSeq3SzmW9p34HW7UNZaI4ZeH9flecimNuEmWAM6pJ3jnuJwFSZSs8rQOdRh5EkLDHkswssQ0jrUaSJPzKrc4Vpvt9RadlgyECgYEAgOMic+6DRp3KtEDxpGiPkrlJtLXWEZhnwsW7GxSF+6n1WSkycT4qsEadJ8TtXVy75gZCRyrpXIfokyIU+jIXY6jHmlWXqZRGw9co8gdneSK5BCXuHCa71qI57jn9FXbIxG1grOJ0p8Jpznu35orhAxpDuAj+1EXn6eg4WwsKMjkCgYBaAzOQdRPmtvaQu2mECjEkU6gfnt59mt4cVxUHKcQ4qwo/pFKxGh4eW/Z5qLPAEXIEmHEaoeuTdnENTFK513sKCfYKgROIcjvMZG0ArDeP9g1ukt41+r1+4eooURdzw2zVd30G9bpyftQLPxC1QrGFEyG+xhnK83U2axxPMJ9o4QKBgAcDHoC8boYYJ7fk72RbJv4G6uGKkdPTeu1TzwMHeTB6uEa0jTKHwxc83O0rYVgBVjh2WckEU18zhsAT/YjpNyq5wl2ZXzoeHrAANTZmtVxBCEDmkwy535hjzo4NIvDJoUoAysfxR8+/e9MGDJxYoHsOVnXx5JUWRO0XbB5F2o1Y\n-----END RSA PRIVATE KEY-----\n'

export const vectors: AlipayVector[] = [
  {
    name: 'v2-request-sign-trade-query-cert-mode',
    source: 'yansongda/pay:tests/Plugin/Alipay/V2/AddPayloadSignaturePluginTest.php + tests/TestCase.php',
    kind: 'v2-request-sign',
    publicKeyPem: publicKey1,
    privateKeyPem: privateKey1,
    input: {
      params: {
        app_id: '9021000122682882',
        method: 'alipay.trade.query',
        format: 'JSON',
        return_url: 'http://hk.ysdor.cn/index.php',
        charset: 'utf-8',
        sign_type: 'RSA2',
        timestamp: '2023-12-21 06:54:37',
        version: '1.0',
        notify_url: 'http://hk.ysdor.cn/index.php',
        app_cert_sn: 'e90dd23a37c5c7b616e003970817ff82',
        alipay_root_cert_sn: '687b59193f3f462dd5336e5abf83c5d8_02941eef3187dddf3d3b83462e1dfcf6',
        biz_content: '{"out_trade_no":"1703141270"}',
      },
    },
    expected: {
      canonicalString:
        'alipay_root_cert_sn=687b59193f3f462dd5336e5abf83c5d8_02941eef3187dddf3d3b83462e1dfcf6&app_cert_sn=e90dd23a37c5c7b616e003970817ff82&app_id=9021000122682882&biz_content={"out_trade_no":"1703141270"}&charset=utf-8&format=JSON&method=alipay.trade.query&notify_url=http://hk.ysdor.cn/index.php&return_url=http://hk.ysdor.cn/index.php&sign_type=RSA2&timestamp=2023-12-21 06:54:37&version=1.0',
      sign: 'FrzUwXziVWK2x5glZkGoQ6dGR87O33APv3D/lWjVqPrFnMwcYjOYyln1B1bw5VuOwokLRmqcwWuTumBg8Q+n4FkVR3DMCvL8ywTBp5+6pRAETfhFop4m+r6jI+dgOavwyoZ69CWCzCcEyb0vMjgrV2eoSI4bgLjJyPcGpZ+iDBTSvE6eVxs05bUjainAOB5NnAvME06nkaxGLB4qwF9c3SQoiZt7QcMRdyy6mRItZxRaEjMm6qX8dfPuuquJC4wpTRk8PQeu5EMR4yyc1atxso3CMovjkGr5LzDtqLNseyqqorYW+Gfu3ugHSs9aqkwAAysg79O6TsvuFa9OHq64Tg==',
    },
  },
  {
    name: 'v2-response-trade-precreate',
    source: 'yansongda/pay:tests/Provider/AlipayTest.php; key from tests/Cert/alipayPublicCert.crt',
    kind: 'v2-response-verify',
    publicKeyPem: publicKey2,
    input: {
      responseKey: 'alipay_trade_precreate_response',
      rawBody:
        '{"alipay_trade_precreate_response":{"code":"10000","msg":"Success","out_trade_no":"1704093802","qr_code":"https:\\/\\/qr.alipay.com\\/bax07651xvtprxfkmxyf00a9"},"sign":"Mz0jF7DeQ6ogyle/5P6cxqbezmR9RNkuJFNIiH4bPrcHjwnaNsb3Ad5PAFc7xERDHOvfdWkNzx8++Ov+cAhfqIcKWNLyL7UFiRIeL1LoLku2K0rcAXeuxm9KKjYaEl3lr0JFQE/zUElfDcQn3s9ujNFkkMNOcPgQwbSPlEXja0a4syG76FnTknsITHONIbCCsIWnHMuf95cq8zkgjMUOlfVOL8l4Iv0n9n2r9H1OJKv+2GmDp6ntc9xAhrIlO+f5urp1N+LzO9lDx5r1HIjqlSiemNZAdQveQjRuOtx/FM4KhFvn3312Xv7XuKW9iqNnBSwXOEAuUXghXcqD8xl05g=="}',
    },
    expected: {
      signedSlice:
        '{"code":"10000","msg":"Success","out_trade_no":"1704093802","qr_code":"https:\\/\\/qr.alipay.com\\/bax07651xvtprxfkmxyf00a9"}',
      sign: 'Mz0jF7DeQ6ogyle/5P6cxqbezmR9RNkuJFNIiH4bPrcHjwnaNsb3Ad5PAFc7xERDHOvfdWkNzx8++Ov+cAhfqIcKWNLyL7UFiRIeL1LoLku2K0rcAXeuxm9KKjYaEl3lr0JFQE/zUElfDcQn3s9ujNFkkMNOcPgQwbSPlEXja0a4syG76FnTknsITHONIbCCsIWnHMuf95cq8zkgjMUOlfVOL8l4Iv0n9n2r9H1OJKv+2GmDp6ntc9xAhrIlO+f5urp1N+LzO9lDx5r1HIjqlSiemNZAdQveQjRuOtx/FM4KhFvn3312Xv7XuKW9iqNnBSwXOEAuUXghXcqD8xl05g==',
      valid: true,
    },
  },
  {
    name: 'v2-response-trade-query',
    source: 'yansongda/pay:tests/Provider/AlipayTest.php; key from tests/Cert/alipayPublicCert.crt',
    kind: 'v2-response-verify',
    publicKeyPem: publicKey2,
    input: {
      responseKey: 'alipay_trade_query_response',
      rawBody:
        '{"alipay_trade_query_response":{"code":"10000","msg":"Success","buyer_logon_id":"ifv***@sandbox.com","buyer_pay_amount":"0.00","buyer_user_id":"2088722003899169","buyer_user_type":"PRIVATE","invoice_amount":"0.00","out_trade_no":"1703141270","point_amount":"0.00","receipt_amount":"0.00","send_pay_date":"2023-12-21 14:48:36","total_amount":"0.01","trade_no":"2023122122001499160501586202","trade_status":"TRADE_SUCCESS"},"sign":"WBz5iEFVhP99SRqHAaUi6KD+6u4xUxOgLAJ989gxByd79pa9bhHfQ0EFO/78YU3TuoqNvUBbHZ7LPxP+OPQFTUtHa5JF2pz+EfgBkYOnBPW+YGz6arGqmAPBy9I+ltJxKNKq4G7ehPG0gbtQQcVqqIR9vDylitmlGIIe+YKfNbEi+vPNkQ3HXLsu3lXKGqB21XSYb/NdxneALsVOowVqgU2SSR/+5TcUzCuW5VA/LWKnpXZEDdE1HTgUFqvqrYtLoVfmXO41oKZdrR3t4/rbV64YlWR4vPSuELuC4gLdXdd63PaOmdIo/5TxI26379ZC8IfhcBiS/KO3PYm1dbgpIg=="}',
    },
    expected: {
      signedSlice:
        '{"code":"10000","msg":"Success","buyer_logon_id":"ifv***@sandbox.com","buyer_pay_amount":"0.00","buyer_user_id":"2088722003899169","buyer_user_type":"PRIVATE","invoice_amount":"0.00","out_trade_no":"1703141270","point_amount":"0.00","receipt_amount":"0.00","send_pay_date":"2023-12-21 14:48:36","total_amount":"0.01","trade_no":"2023122122001499160501586202","trade_status":"TRADE_SUCCESS"}',
      sign: 'WBz5iEFVhP99SRqHAaUi6KD+6u4xUxOgLAJ989gxByd79pa9bhHfQ0EFO/78YU3TuoqNvUBbHZ7LPxP+OPQFTUtHa5JF2pz+EfgBkYOnBPW+YGz6arGqmAPBy9I+ltJxKNKq4G7ehPG0gbtQQcVqqIR9vDylitmlGIIe+YKfNbEi+vPNkQ3HXLsu3lXKGqB21XSYb/NdxneALsVOowVqgU2SSR/+5TcUzCuW5VA/LWKnpXZEDdE1HTgUFqvqrYtLoVfmXO41oKZdrR3t4/rbV64YlWR4vPSuELuC4gLdXdd63PaOmdIo/5TxI26379ZC8IfhcBiS/KO3PYm1dbgpIg==',
      valid: true,
    },
  },
  {
    name: 'v2-response-trade-refund',
    source: 'yansongda/pay:tests/Provider/AlipayTest.php; key from tests/Cert/alipayPublicCert.crt',
    kind: 'v2-response-verify',
    publicKeyPem: publicKey2,
    input: {
      responseKey: 'alipay_trade_refund_response',
      rawBody:
        '{"alipay_trade_refund_response":{"code":"10000","msg":"Success","buyer_logon_id":"ifv***@sandbox.com","buyer_user_id":"2088722003899169","fund_change":"Y","gmt_refund_pay":"2023-12-22 14:19:12","out_trade_no":"1703141270","refund_fee":"0.01","send_back_fee":"0.00","trade_no":"2023122122001499160501586202"},"sign":"LPvOTnBZH6ZnPSbHDnJrsmc3v6M6HFHZt2kVDC0gP1oIqOL3nThcOqth4Cn8PfdXOOpN57IrU6J3XmaI2hvratXLdmdbiiyNccsyXKB5KQOw9jR72tC0r0AT5VXw3BQJ+Jgnaapd6Ud7rkmWTLADv4PQh1pvJSMWto+Auc1CL+Oq3ERDhfMRqLUsrDUr/ogQAwkIFe8AHL7bGlrgLH7IpKEVrf436NHgBYMCHFI/4Gzi1dJyFXrNyD7x5FnN9qIMNhMeMq/fH2iCe8JTGUIdTk7S4+L0rSr+6ZAbj6JO7rumemAnkfS3h11AxaLHNLnxNwPVaYHlw9HiJErHeC/Z0w=="}',
    },
    expected: {
      signedSlice:
        '{"code":"10000","msg":"Success","buyer_logon_id":"ifv***@sandbox.com","buyer_user_id":"2088722003899169","fund_change":"Y","gmt_refund_pay":"2023-12-22 14:19:12","out_trade_no":"1703141270","refund_fee":"0.01","send_back_fee":"0.00","trade_no":"2023122122001499160501586202"}',
      sign: 'LPvOTnBZH6ZnPSbHDnJrsmc3v6M6HFHZt2kVDC0gP1oIqOL3nThcOqth4Cn8PfdXOOpN57IrU6J3XmaI2hvratXLdmdbiiyNccsyXKB5KQOw9jR72tC0r0AT5VXw3BQJ+Jgnaapd6Ud7rkmWTLADv4PQh1pvJSMWto+Auc1CL+Oq3ERDhfMRqLUsrDUr/ogQAwkIFe8AHL7bGlrgLH7IpKEVrf436NHgBYMCHFI/4Gzi1dJyFXrNyD7x5FnN9qIMNhMeMq/fH2iCe8JTGUIdTk7S4+L0rSr+6ZAbj6JO7rumemAnkfS3h11AxaLHNLnxNwPVaYHlw9HiJErHeC/Z0w==',
      valid: true,
    },
  },
  {
    name: 'v2-response-trade-app-pay',
    source: 'yansongda/pay:tests/Provider/AlipayTest.php; key from tests/Cert/alipayPublicCert.crt',
    kind: 'v2-app-sync-result',
    publicKeyPem: publicKey2,
    input: {
      responseKey: 'alipay_trade_app_pay_response',
      rawBody:
        '{"alipay_trade_app_pay_response":{"code":"10000","msg":"Success","order_id":"20231220110070000002150000657610","out_biz_no":"2023122022560000","pay_date":"2023-12-20 22:56:33","pay_fund_order_id":"20231220110070001502150000660902","status":"SUCCESS","trans_amount":"0.01"},"sign":"eITxP5fZiJPB2+vZb90IRkv2iARxeNx/6Omxk7FStqflhG5lMoCvGjo2FZ6Szo1bGBMBReazZuqLaqsgomWAUO9onMVurB3enLbRvwUlpE7XEZaxk/sJYjgc2Y7pIAenvnLL9PEAiXmvUvuinUlvS9J2r1XysC0p/2wu7kEJ/GgZpFDIIYY9mdM6U1rGbi+RvirQXtQHmaEuuJWLA75NR1bvfG3L8znzW9xz1kOQqOWsQmD/bF1CDWbozNLwLCUmClRJz0Fj4mUYRF0zbW2VP8ZgHu1YvVKJ2+dWC9b+0o94URk7psIpc5NjiOM9Jsn6aoC2CfrJ/sqFMRCkYWzw6A=="}',
    },
    expected: {
      signedSlice:
        '{"code":"10000","msg":"Success","order_id":"20231220110070000002150000657610","out_biz_no":"2023122022560000","pay_date":"2023-12-20 22:56:33","pay_fund_order_id":"20231220110070001502150000660902","status":"SUCCESS","trans_amount":"0.01"}',
      sign: 'eITxP5fZiJPB2+vZb90IRkv2iARxeNx/6Omxk7FStqflhG5lMoCvGjo2FZ6Szo1bGBMBReazZuqLaqsgomWAUO9onMVurB3enLbRvwUlpE7XEZaxk/sJYjgc2Y7pIAenvnLL9PEAiXmvUvuinUlvS9J2r1XysC0p/2wu7kEJ/GgZpFDIIYY9mdM6U1rGbi+RvirQXtQHmaEuuJWLA75NR1bvfG3L8znzW9xz1kOQqOWsQmD/bF1CDWbozNLwLCUmClRJz0Fj4mUYRF0zbW2VP8ZgHu1YvVKJ2+dWC9b+0o94URk7psIpc5NjiOM9Jsn6aoC2CfrJ/sqFMRCkYWzw6A==',
      valid: true,
    },
  },
  {
    name: 'v2-return-url-page-pay',
    source: 'yansongda/pay:tests/Provider/AlipayTest.php',
    kind: 'v2-return-url-verify',
    publicKeyPem: publicKey2,
    input: {
      url: 'http://127.0.0.1:8000/alipay/verify?charset=utf-8&out_trade_no=1703141270&method=alipay.trade.page.pay.return&total_amount=0.01&sign=RJzbs5y7I41BO9UPnCdq7oWgoInyjELi9Qj6D%2BLAZXVpHTedemAHfVUowuF9iuznGZLxU6Xv1L3ZkzTGxmIfvzontCZNb0%2BRROqiT41lX91VYd6j4ZcOn8zsvlCdQSVHmYNJi%2Bw%2F40uHxo1ufRwHxBNtQKsoJCYk5VtZ92pQFvVyE5wPPT6Nolww5WlCAPxcWNby8VAiWT%2Bd2yxmFm8vZ6yj5rsLHTR72O76TkEXzOEex6e36Zf8M9YXww7RQbflMfk9eURPHW%2FoQq4hZr%2FlX7%2FO1nT5vdT4UVFai4V18Xm1KspBun8outJxqlWMIKVxGsYhIH1E79ORt4wQA7PG1g%3D%3D&trade_no=2023122122001499160501586202&auth_app_id=9021000122682882&version=1.0&app_id=9021000122682882&sign_type=RSA2&seller_id=2088721003899159&timestamp=2023-12-21+14%3A48%3A44',
    },
    expected: {
      canonicalString:
        'app_id=9021000122682882&auth_app_id=9021000122682882&charset=utf-8&method=alipay.trade.page.pay.return&out_trade_no=1703141270&seller_id=2088721003899159&timestamp=2023-12-21 14:48:44&total_amount=0.01&trade_no=2023122122001499160501586202&version=1.0',
      sign: 'RJzbs5y7I41BO9UPnCdq7oWgoInyjELi9Qj6D+LAZXVpHTedemAHfVUowuF9iuznGZLxU6Xv1L3ZkzTGxmIfvzontCZNb0+RROqiT41lX91VYd6j4ZcOn8zsvlCdQSVHmYNJi+w/40uHxo1ufRwHxBNtQKsoJCYk5VtZ92pQFvVyE5wPPT6Nolww5WlCAPxcWNby8VAiWT+d2yxmFm8vZ6yj5rsLHTR72O76TkEXzOEex6e36Zf8M9YXww7RQbflMfk9eURPHW/oQq4hZr/lX7/O1nT5vdT4UVFai4V18Xm1KspBun8outJxqlWMIKVxGsYhIH1E79ORt4wQA7PG1g==',
      valid: true,
    },
  },
  {
    name: 'v2-response-error-40003-decryption',
    source: 'alipay/alipay-sdk-nodejs-all:test/alipay.exec.test.ts + test/fixtures/alipay_stable_rsa2_public_key.pem',
    kind: 'v2-response-verify',
    publicKeyPem: publicKey3,
    input: {
      responseKey: 'alipay_security_risk_content_analyze_response',
      rawBody:
        '{"alipay_security_risk_content_analyze_response":{"code":"40003","msg":"Insufficient Conditions","sub_code":"isv.decryption-error-unknown","sub_msg":"解密出错, 未知错误"},"sign":"fpPCfGS+MLqJzK0Q/W61pNMXMLBogtCxyl0ZiEtOzTKWZBC7hiXe9AGOML0hoXQkJshlRgz8dUPvQNapuZff5TNu16/Va/4bnwLW1V1Og7KaAYlD9jbQPFLJv+YFM3SAXmylLVMatKMbEy2Cb3vn6FVpDrqTspUjhcPH7ACUirIcriFR+FhT9yGypLeOm2wYto0t59H5k5FlcsepdUReBcXP0UbglwjUOHh9TX3/VNQk3s6zoxhUC4ep570gmycEHwg4H1lSJky8M/FADUBr3gd8rynz3S+CbfPaOJoGKraeSzR2iA1bIu1fUN7GjI1wZjR8PfiQI2joNn+Z9OxUgw=="}',
    },
    expected: {
      signedSlice:
        '{"code":"40003","msg":"Insufficient Conditions","sub_code":"isv.decryption-error-unknown","sub_msg":"解密出错, 未知错误"}',
      sign: 'fpPCfGS+MLqJzK0Q/W61pNMXMLBogtCxyl0ZiEtOzTKWZBC7hiXe9AGOML0hoXQkJshlRgz8dUPvQNapuZff5TNu16/Va/4bnwLW1V1Og7KaAYlD9jbQPFLJv+YFM3SAXmylLVMatKMbEy2Cb3vn6FVpDrqTspUjhcPH7ACUirIcriFR+FhT9yGypLeOm2wYto0t59H5k5FlcsepdUReBcXP0UbglwjUOHh9TX3/VNQk3s6zoxhUC4ep570gmycEHwg4H1lSJky8M/FADUBr3gd8rynz3S+CbfPaOJoGKraeSzR2iA1bIu1fUN7GjI1wZjR8PfiQI2joNn+Z9OxUgw==',
      valid: true,
    },
  },
  {
    name: 'v2-notify-trade-success-2019',
    source: 'alipay/alipay-sdk-nodejs-all:test/alipay.test.ts',
    kind: 'v2-notify-verify',
    publicKeyPem: publicKey4,
    input: {
      formBody:
        'gmt_create=2019-08-15+15%3A56%3A22&charset=utf-8&seller_email=z97-yuquerevenue%40service.aliyun.com&subject=%E8%AF%AD%E9%9B%80%E7%A9%BA%E9%97%B4+500%E4%BA%BA%E8%A7%84%E6%A8%A1&sign=QfTb8tqE1BMhS5qAnXtvsF3%2FjBkEvu9q9en0pdbBUDDjvKycZhQb7h8GDs4FKfi049PynaNuatxSgLb%2FnLWZpXyyh0LEWdK2S6Ri7nPwrVgOs08zugLO20vOQz44y3ti2Ncm8%2FwZts1Fr2gZ7pShnVX3d1B50hbsXnObT1r%2FU8ONNQjWXd0HIul4TG%2BQ3fm3svmSvFEy0WnzuhcyHPX5Gm4ELNctL6Qd5YniGJFNcc7kopHYtI%2FXD9YCKCH6Ct02rzUs9i11C9CsadtZn%2BWhxF26Dqt9sGEFajkJ8cxUTLi8%2BVCpLHsgPE8P0y095uQcDdK0YjCh4x7wVSov%2BlrmOQ%3D%3D&buyer_id=2088102534368455&invoice_amount=0.10&notify_id=2019081500222155624068450559358070&fund_bill_list=%5B%7B%22amount%22%3A%220.10%22%2C%22fundChannel%22%3A%22ALIPAYACCOUNT%22%7D%5D&notify_type=trade_status_sync&trade_status=TRADE_SUCCESS&receipt_amount=0.10&buyer_pay_amount=0.10&sign_type=RSA2&app_id=2019073166072302&seller_id=2088531891668739&gmt_payment=2019-08-15+15%3A56%3A24&notify_time=2019-08-15+15%3A56%3A25&version=1.0&out_trade_no=20190815155618536-564-57&total_amount=0.10&trade_no=2019081522001468450512505578&auth_app_id=2019073166072302&buyer_logon_id=xud***%40126.com&point_amount=0.00',
    },
    expected: {
      canonicalString:
        'app_id=2019073166072302&auth_app_id=2019073166072302&buyer_id=2088102534368455&buyer_logon_id=xud***@126.com&buyer_pay_amount=0.10&charset=utf-8&fund_bill_list=[{"amount":"0.10","fundChannel":"ALIPAYACCOUNT"}]&gmt_create=2019-08-15 15:56:22&gmt_payment=2019-08-15 15:56:24&invoice_amount=0.10&notify_id=2019081500222155624068450559358070&notify_time=2019-08-15 15:56:25&notify_type=trade_status_sync&out_trade_no=20190815155618536-564-57&point_amount=0.00&receipt_amount=0.10&seller_email=z97-yuquerevenue@service.aliyun.com&seller_id=2088531891668739&subject=语雀空间 500人规模&total_amount=0.10&trade_no=2019081522001468450512505578&trade_status=TRADE_SUCCESS&version=1.0',
      excluded: ['sign', 'sign_type'],
      valid: true,
    },
  },
  {
    name: 'v2-notify-servicemarket-keeps-sign-type',
    source: 'alipay/alipay-sdk-nodejs-all:test/alipay.test.ts + test/fixtures/alipay-notify-sign-public-key-v2.pem',
    kind: 'v2-notify-verify',
    publicKeyPem: publicKey5,
    input: {
      formBody:
        'app_id=2017122801303261&charset=UTF-8&commodity_order_id=2019030800000018079639&contactor=%E6%8A%80%E6%9C%AF%E6%94%AF%E6%8C%81%E6%B5%8B%E8%AF%95%E7%9A%84%E5%85%AC%E5%8F%B8&merchant_pid=2088721996721370&method=alipay.open.servicemarket.order.notify&name=%E6%8A%80%E6%9C%AF%E6%94%AF%E6%8C%81%E6%B5%8B%E8%AF%95%E7%9A%84%E5%85%AC%E5%8F%B8&notify_id=2019030800222102023008121054923345&notify_time=2019-03-08+10%3A20%3A23&notify_type=servicemarket_order_notify&order_item_num=1&order_ticket=29b1c37d99ab48c5bd5bdaeaeaefbB37&order_time=2019-03-08+10%3A20%3A08&phone=17826894615&service_code=58621634&sign=MsK5SCw8oqLw4f0hiNSd5OVGXxBY3wnQeT8vn5PklJSZFWSZbK4hQbNvkp4ZezeXQH514cEv0ul6Qow8yh6e6yM06LfEL%2BEZjcpZ0nxzFGRNQ5qq2AUc1OaXQdk92AGvxh%2BIq4NGpPQFBd4D8EBJa3NJd8%2BczMfQskceosOQFqUtLQMYa5DPs%2BVpN7VM5BdXjaVIuKn5d9Wm2B9dI9ObIM%2BYRySDkZZPv14DVmUvcrcqJfOR8aHvtSd7B4l92wUQPQgQKNcOQho7xOHS%2FBk%2BY74AZL2y7TkNmdDoq9OGsThuF5tDW9rI9nVwXxOtsuB%2Bbstra%2BW7aw9x9DvkKgdSRw%3D%3D&sign_type=RSA2&timestamp=2019-03-08+10%3A20%3A23&title=%E9%BA%A6%E7%A6%BE%E5%95%86%E5%9F%8E%E6%A8%A1%E7%89%88&total_price=0.00&version=1.0',
    },
    expected: {
      canonicalString:
        'app_id=2017122801303261&charset=UTF-8&commodity_order_id=2019030800000018079639&contactor=技术支持测试的公司&merchant_pid=2088721996721370&method=alipay.open.servicemarket.order.notify&name=技术支持测试的公司&notify_id=2019030800222102023008121054923345&notify_time=2019-03-08 10:20:23&notify_type=servicemarket_order_notify&order_item_num=1&order_ticket=29b1c37d99ab48c5bd5bdaeaeaefbB37&order_time=2019-03-08 10:20:08&phone=17826894615&service_code=58621634&sign_type=RSA2&timestamp=2019-03-08 10:20:23&title=麦禾商城模版&total_price=0.00&version=1.0',
      excluded: ['sign'],
      valid: true,
    },
  },
  {
    name: 'v2-notify-tampered-must-fail',
    source: 'alipay/alipay-sdk-nodejs-all:test/alipay.test.ts',
    kind: 'v2-notify-verify',
    publicKeyPem: publicKey5,
    input: {
      formBody:
        'app_id=2017122801303261&charset=UTF-8&commodity_order_id=2019030800000018079639&contactor=%E6%8A%80%E6%9C%AF%E6%94%AF%E6%8C%81%E6%B5%8B%E8%AF%95%E7%9A%84%E5%85%AC%E5%8F%B8&merchant_pid=2088721996721370&method=alipay.open.servicemarket.order.notify&name=%E6%8A%80%E6%9C%AF%E6%94%AF%E6%8C%81%E6%B5%8B%E8%AF%95%E7%9A%84%E5%85%AC%E5%8F%B8&notify_id=2019030800222102023008121054923345&notify_time=2019-03-08+10%3A20%3A23&notify_type=servicemarket_order_notify&order_item_num=1&order_ticket=29b1c37d99ab48c5bd5bdaeaeaefbB37&order_time=2019-03-08+10%3A20%3A08&phone=17826894615&service_code=58621634111&sign=MsK5SCw8oqLw4f0hiNSd5OVGXxBY3wnQeT8vn5PklJSZFWSZbK4hQbNvkp4ZezeXQH514cEv0ul6Qow8yh6e6yM06LfEL%2BEZjcpZ0nxzFGRNQ5qq2AUc1OaXQdk92AGvxh%2BIq4NGpPQFBd4D8EBJa3NJd8%2BczMfQskceosOQFqUtLQMYa5DPs%2BVpN7VM5BdXjaVIuKn5d9Wm2B9dI9ObIM%2BYRySDkZZPv14DVmUvcrcqJfOR8aHvtSd7B4l92wUQPQgQKNcOQho7xOHS%2FBk%2BY74AZL2y7TkNmdDoq9OGsThuF5tDW9rI9nVwXxOtsuB%2Bbstra%2BW7aw9x9DvkKgdSRw%3D%3D&sign_type=RSA2&timestamp=2019-03-08+10%3A20%3A23&title=%E9%BA%A6%E7%A6%BE%E5%95%86%E5%9F%8E%E6%A8%A1%E7%89%88&total_price=0.00&version=1.0',
    },
    expected: { valid: false },
  },
  {
    name: 'v2-verify-keep-sign-type-rsa2-chinese',
    source:
      'alipay/alipay-sdk-java-all:v2/src/test/java/com/alipay/api/RSACheckTest.java + v2/src/test/resources/fixture/appCertPublicKey_2021003126695331.crt',
    kind: 'v2-params-verify',
    publicKeyPem: publicKey6,
    input: {
      params: {
        method: 'koubei.marketing.data.indicator.query',
        app_id: '2019090366875133',
        sign_type: 'RSA2',
        extra: '中文测试',
        sign: 'LhPRG5h6xo8Pk1tFIbiCt2S81S3jvDs5is9yO8uH87kVY0vpnOuxGgauKim9SnFGGxGmhQY4TJSrASlW6NsML2qIaxqsSFTNVUbct7MgdBBKqkoORNOq1gpLIymyI+G88qDaodOXkEAtUNYm4I6r1wkJVvdumrmRoHg8GcLpP//3J3hNELIJB2SC5SJ2pe4als+Psmjpd5xyK/qgDXf2qTmBooA0z673xqxjtd8H1FBlUCnGmTG3ClnGatmfjxIL0HF+PLyrmqzDO8UOjod0Kh2SwxH7zQikhr4VUihQ04MrP08nsGKjIPvZFAZiW7dnchVr4I/Tid0cbuthjmoWyw==',
      },
    },
    expected: {
      canonicalString:
        'app_id=2019090366875133&extra=中文测试&method=koubei.marketing.data.indicator.query&sign_type=RSA2',
      excluded: ['sign'],
      valid: true,
    },
  },
  {
    name: 'v2-sdk-execute-string-1024',
    source: 'chloerei/alipay:test/alipay/client_test.rb + test/test_helper.rb',
    kind: 'v2-sdk-execute',
    publicKeyPem: publicKey7,
    privateKeyPem: privateKey2,
    input: {
      params: {
        app_id: '2016000000000000',
        charset: 'UTF-8',
        sign_type: 'RSA2',
        version: '1.0',
        timestamp: '2016-04-01 00:00:00',
        method: 'alipay.trade.page.pay',
        biz_content:
          '{"out_trade_no":"20160401000000","product_code":"QUICK_MSECURITY_PAY","total_amount":"0.01","subject":"test"}',
        app_cert_sn: '28d1147972121b91734da59aa10f3c16',
        alipay_root_cert_sn: '28d1147972121b91734da59aa10f3c16_28d1147972121b91734da59aa10f3c16',
      },
    },
    expected: {
      canonicalString:
        'alipay_root_cert_sn=28d1147972121b91734da59aa10f3c16_28d1147972121b91734da59aa10f3c16&app_cert_sn=28d1147972121b91734da59aa10f3c16&app_id=2016000000000000&biz_content={"out_trade_no":"20160401000000","product_code":"QUICK_MSECURITY_PAY","total_amount":"0.01","subject":"test"}&charset=UTF-8&method=alipay.trade.page.pay&sign_type=RSA2&timestamp=2016-04-01 00:00:00&version=1.0',
      sign: 'Zr2UkxZcW69WB8bNsERgJrd73zBdiOeb08CmoI946Fiuh2dIYZKW8MqYEa46nPbqPL4Q0gv3djc1IWFMgY9J4Ku8TltV5NRxrIrtfRxVZa59Sg+lAI7EiHENqJfXpZptn+Fa7SaV4ZzLsMWaNC2RceF2unPH17/Zr1ZpkzUFYlE=',
      orderString:
        'app_id=2016000000000000&charset=UTF-8&sign_type=RSA2&version=1.0&timestamp=2016-04-01+00%3A00%3A00&method=alipay.trade.page.pay&biz_content=%7B%22out_trade_no%22%3A%2220160401000000%22%2C%22product_code%22%3A%22QUICK_MSECURITY_PAY%22%2C%22total_amount%22%3A%220.01%22%2C%22subject%22%3A%22test%22%7D&app_cert_sn=28d1147972121b91734da59aa10f3c16&alipay_root_cert_sn=28d1147972121b91734da59aa10f3c16_28d1147972121b91734da59aa10f3c16&sign=Zr2UkxZcW69WB8bNsERgJrd73zBdiOeb08CmoI946Fiuh2dIYZKW8MqYEa46nPbqPL4Q0gv3djc1IWFMgY9J4Ku8TltV5NRxrIrtfRxVZa59Sg%2BlAI7EiHENqJfXpZptn%2BFa7SaV4ZzLsMWaNC2RceF2unPH17%2FZr1ZpkzUFYlE%3D',
    },
  },
  {
    name: 'cert-sn-app-small-serial',
    source: 'chloerei/alipay:test/test_helper.rb + test/alipay/client_test.rb',
    kind: 'cert-sn',
    input: {
      certificatePem:
        '-----BEGIN CERTIFICATE-----\nMIICgjCCAeugAwIBAgIBADANBgkqhkiG9w0BAQUFADA6MQswCQYDVQQGEwJCRTEN\nMAsGA1UECgwEVGVzdDENMAsGA1UECwwEVGVzdDENMAsGA1UEAwwEVGVzdDAeFw0x\nOTA5MDkwNDA2MDRaFw0yMDA5MDgwNDA2MDRaMDoxCzAJBgNVBAYTAkJFMQ0wCwYD\nVQQKDARUZXN0MQ0wCwYDVQQLDARUZXN0MQ0wCwYDVQQDDARUZXN0MIGfMA0GCSqG\nSIb3DQEBAQUAA4GNADCBiQKBgQDf2XVQvEYTpzRLdq+ya1OYBU3Eh6k1GBAcTLpA\n9XRyx13Aio6gcx0HQuGPtzXzvPP1Nj2c7TNfzrmQlybLz4yFvK36kqz3gzi7puEI\n7pQByWAr+jCdi28Zq60QnX5dxeBqF8RF1nSNH/6utZMBaiG4xxo43Bw6NCt4RFlv\nF15CVwIDAQABo4GXMIGUMA8GA1UdEwEB/wQFMAMBAf8wHQYDVR0OBBYEFP35+qaf\nlXuPOqsy0La/xpBtzhftMGIGA1UdIwRbMFmAFP35+qaflXuPOqsy0La/xpBtzhft\noT6kPDA6MQswCQYDVQQGEwJCRTENMAsGA1UECgwEVGVzdDENMAsGA1UECwwEVGVz\ndDENMAsGA1UEAwwEVGVzdIIBADANBgkqhkiG9w0BAQUFAAOBgQAl6Fqvyi25+lPY\nXaVsCdJFSmphWGQrJHx3KxcJxzqtTahCxuBtmFx2MNg4jUIKYTZCq5l0ZpmjgA3s\npJHval/EZ1IJ2ch3/EULWd0lzk5HnSkiCPlWe1DQSKxM+FOzSEBtZl2ZKGznXYk5\n+TnZ6yvJ4j4PIdSrpebOKyzXsur9ZQ==\n-----END CERTIFICATE-----\n',
    },
    expected: { certSn: '28d1147972121b91734da59aa10f3c16', hashInput: 'CN=Test,OU=Test,O=Test,C=BE0' },
  },
  {
    name: 'aes-short-ascii',
    source: 'alipay/alipay-sdk-java-all:v2/src/test/java/com/alipay/api/EncryptTest.java',
    kind: 'aes-cbc-zero-iv',
    input: { aesKeyBase64: 'aa4BtZ4tspm2wnXLb1ThQA==', plainText: 'test1234567' },
    expected: { cipherTextBase64: 'ILpoMowjIQjfYMR847rnFQ==' },
  },
  {
    name: 'aes-gateway-response-node',
    source: 'alipay/alipay-sdk-nodejs-all:test/alipay.exec.test.ts',
    kind: 'aes-cbc-zero-iv',
    input: {
      aesKeyBase64: 'aYA0GP8JEW+D7/UFaskCWA==',
      plainText: '{"code":"10000","msg":"Success","aes_key":"cW8mcZgoMGUVp5g7uv7bHw=="}',
    },
    expected: {
      cipherTextBase64:
        '4AOYHE0rpPnRnghunsGo+mY02DzANFLwNJJCiHfrNh2oaB2pn33PwOEOvH8mjhkE3Wh/jR+3jHM9nvoFvOsY/SqZbZzamRg9Eh3VkRqOhSM=',
    },
  },
  {
    name: 'cert-sn-app-node',
    source:
      'alipay/alipay-sdk-nodejs-all:test/antcertutil.test.ts + test/fixtures/appCertPublicKey_2021001161683774.crt',
    kind: 'cert-sn',
    input: {
      certificatePem:
        '-----BEGIN CERTIFICATE-----\nMIIEsTCCA5mgAwIBAgIQICAFGGIDnUCQiXuk1RwhJjANBgkqhkiG9w0BAQsFADCBgjELMAkGA1UE\nBhMCQ04xFjAUBgNVBAoMDUFudCBGaW5hbmNpYWwxIDAeBgNVBAsMF0NlcnRpZmljYXRpb24gQXV0\naG9yaXR5MTkwNwYDVQQDDDBBbnQgRmluYW5jaWFsIENlcnRpZmljYXRpb24gQXV0aG9yaXR5IENs\nYXNzIDEgUjEwHhcNMjAwNTE4MDUyODQ3WhcNMjIwNTE4MDUyODQ3WjB5MQswCQYDVQQGEwJDTjEt\nMCsGA1UECgwk5p2t5bee54SV5pet5L+h5oGv5oqA5pyv5pyJ6ZmQ5YWs5Y+4MQ8wDQYDVQQLDAZB\nbGlwYXkxKjAoBgNVBAMMITIwODg4MzEyMDQ2NTkyMTctMjAyMTAwMTE2MTY4Mzc3NDCCASIwDQYJ\nKoZIhvcNAQEBBQADggEPADCCAQoCggEBAJxb57A3/QC/2oDPcZrqWKPs/2qjVlY/x00s3OWa0Cnh\nftO/4tk33cuVEwaQW7b/KbeyfmZ7p8SoxJ9UBDASDACq4TGgR0hFFIIT1FCjeUe8owXyaQsjbKL/\n6woXKHHOAaNCY42d9uKZ0ZAyeyX4gF+eEWVmobkDjUAYi6FdL/zyogbrKrYFibmKbTjuVocvlZN2\n2R6CEJHCSnc3lw+Ya9NVe7DDx05B8MUQMPBZe9ZhvQb2D75bniV1i4clv/lezKdWyT//d/dIpGVx\n4tt92bMwt//UeFG2jLTWJG6h9bv6RCp4O7NFwE4IVMsJhoFTQKEatBx5wsfbYUC3Ivuo2/MCAwEA\nAaOCASkwggElMB8GA1UdIwQYMBaAFHEH4gRhFuTl8mXrMQ/J4PQ8mtWRMB0GA1UdDgQWBBSXl4+T\n1U+ja4hCST3DlTQAAKQ/tTBABgNVHSAEOTA3MDUGB2CBHAFuAQEwKjAoBggrBgEFBQcCARYcaHR0\ncDovL2NhLmFsaXBheS5jb20vY3BzLnBkZjAOBgNVHQ8BAf8EBAMCBsAwLwYDVR0fBCgwJjAkoCKg\nIIYeaHR0cDovL2NhLmFsaXBheS5jb20vY3JsNDEuY3JsMGAGCCsGAQUFBwEBBFQwUjAoBggrBgEF\nBQcwAoYcaHR0cDovL2NhLmFsaXBheS5jb20vY2E2LmNlcjAmBggrBgEFBQcwAYYaaHR0cDovL2Nh\nLmFsaXBheS5jb206ODM0MC8wDQYJKoZIhvcNAQELBQADggEBALeeTrnXKUYapQ/ig9MB4h9KoP3g\n27BVJwOxYaIqWxm6iDvOr/Ju+/8QKygnH6dM3+6+pShCdHsCFaSAQM4gUwxS4F1PcISjKs3LQ6Q8\neWHZMV9w292DOzFRNUoMmgI2yAGOW6DxmnNDFxbVjzcABsrjOmoqso5c4y82K7cl9AfvTm+ThOC3\nwPQqTiLOZ6xoSL8pO4V+BkPrJTKJNqX0cVPm+QLP+TC411GTjrmz2nv1OPEVSTey5HaB6HWQeDz7\nhGnbipZswfCRHRiu42+4pQZw+3rQ6uRzSPMpxgk7RaBWexybrqRk6ZfyXMcxJvNDWWk/EQlzLL8S\nRuJzW8kcFrE=\n-----END CERTIFICATE-----\n',
    },
    expected: {
      certSn: '866efef280dec9137a87d047ac446315',
      hashInput:
        'CN=Ant Financial Certification Authority Class 1 R1,OU=Certification Authority,O=Ant Financial,C=CN42701552708448241360226107228231049510',
    },
  },
  {
    name: 'root-cert-sn-official-bundle',
    source: 'alipay/alipay-sdk-nodejs-all:test/antcertutil.test.ts + test/fixtures/alipayRootCert.crt',
    kind: 'root-cert-sn',
    input: {
      certificatesPem:
        '-----BEGIN CERTIFICATE-----\nMIIBszCCAVegAwIBAgIIaeL+wBcKxnswDAYIKoEcz1UBg3UFADAuMQswCQYDVQQG\nEwJDTjEOMAwGA1UECgwFTlJDQUMxDzANBgNVBAMMBlJPT1RDQTAeFw0xMjA3MTQw\nMzExNTlaFw00MjA3MDcwMzExNTlaMC4xCzAJBgNVBAYTAkNOMQ4wDAYDVQQKDAVO\nUkNBQzEPMA0GA1UEAwwGUk9PVENBMFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAE\nMPCca6pmgcchsTf2UnBeL9rtp4nw+itk1Kzrmbnqo05lUwkwlWK+4OIrtFdAqnRT\nV7Q9v1htkv42TsIutzd126NdMFswHwYDVR0jBBgwFoAUTDKxl9kzG8SmBcHG5Yti\nW/CXdlgwDAYDVR0TBAUwAwEB/zALBgNVHQ8EBAMCAQYwHQYDVR0OBBYEFEwysZfZ\nMxvEpgXBxuWLYlvwl3ZYMAwGCCqBHM9VAYN1BQADSAAwRQIgG1bSLeOXp3oB8H7b\n53W+CKOPl2PknmWEq/lMhtn25HkCIQDaHDgWxWFtnCrBjH16/W3Ezn7/U/Vjo5xI\npDoiVhsLwg==\n-----END CERTIFICATE-----\n-----BEGIN CERTIFICATE-----\nMIIF0zCCA7ugAwIBAgIIH8+hjWpIDREwDQYJKoZIhvcNAQELBQAwejELMAkGA1UE\nBhMCQ04xFjAUBgNVBAoMDUFudCBGaW5hbmNpYWwxIDAeBgNVBAsMF0NlcnRpZmlj\nYXRpb24gQXV0aG9yaXR5MTEwLwYDVQQDDChBbnQgRmluYW5jaWFsIENlcnRpZmlj\nYXRpb24gQXV0aG9yaXR5IFIxMB4XDTE4MDMyMTEzNDg0MFoXDTM4MDIyODEzNDg0\nMFowejELMAkGA1UEBhMCQ04xFjAUBgNVBAoMDUFudCBGaW5hbmNpYWwxIDAeBgNV\nBAsMF0NlcnRpZmljYXRpb24gQXV0aG9yaXR5MTEwLwYDVQQDDChBbnQgRmluYW5j\naWFsIENlcnRpZmljYXRpb24gQXV0aG9yaXR5IFIxMIICIjANBgkqhkiG9w0BAQEF\nAAOCAg8AMIICCgKCAgEAtytTRcBNuur5h8xuxnlKJetT65cHGemGi8oD+beHFPTk\nrUTlFt9Xn7fAVGo6QSsPb9uGLpUFGEdGmbsQ2q9cV4P89qkH04VzIPwT7AywJdt2\nxAvMs+MgHFJzOYfL1QkdOOVO7NwKxH8IvlQgFabWomWk2Ei9WfUyxFjVO1LVh0Bp\ndRBeWLMkdudx0tl3+21t1apnReFNQ5nfX29xeSxIhesaMHDZFViO/DXDNW2BcTs6\nvSWKyJ4YIIIzStumD8K1xMsoaZBMDxg4itjWFaKRgNuPiIn4kjDY3kC66Sl/6yTl\nYUz8AybbEsICZzssdZh7jcNb1VRfk79lgAprm/Ktl+mgrU1gaMGP1OE25JCbqli1\nPbw/BpPynyP9+XulE+2mxFwTYhKAwpDIDKuYsFUXuo8t261pCovI1CXFzAQM2w7H\nDtA2nOXSW6q0jGDJ5+WauH+K8ZSvA6x4sFo4u0KNCx0ROTBpLif6GTngqo3sj+98\nSZiMNLFMQoQkjkdN5Q5g9N6CFZPVZ6QpO0JcIc7S1le/g9z5iBKnifrKxy0TQjtG\nPsDwc8ubPnRm/F82RReCoyNyx63indpgFfhN7+KxUIQ9cOwwTvemmor0A+ZQamRe\n9LMuiEfEaWUDK+6O0Gl8lO571uI5onYdN1VIgOmwFbe+D8TcuzVjIZ/zvHrAGUcC\nAwEAAaNdMFswCwYDVR0PBAQDAgEGMAwGA1UdEwQFMAMBAf8wHQYDVR0OBBYEFF90\ntATATwda6uWx2yKjh0GynOEBMB8GA1UdIwQYMBaAFF90tATATwda6uWx2yKjh0Gy\nnOEBMA0GCSqGSIb3DQEBCwUAA4ICAQCVYaOtqOLIpsrEikE5lb+UARNSFJg6tpkf\ntJ2U8QF/DejemEHx5IClQu6ajxjtu0Aie4/3UnIXop8nH/Q57l+Wyt9T7N2WPiNq\nJSlYKYbJpPF8LXbuKYG3BTFTdOVFIeRe2NUyYh/xs6bXGr4WKTXb3qBmzR02FSy3\nIODQw5Q6zpXj8prYqFHYsOvGCEc1CwJaSaYwRhTkFedJUxiyhyB5GQwoFfExCVHW\n05ZFCAVYFldCJvUzfzrWubN6wX0DD2dwultgmldOn/W/n8at52mpPNvIdbZb2F41\nT0YZeoWnCJrYXjq/32oc1cmifIHqySnyMnavi75DxPCdZsCOpSAT4j4lAQRGsfgI\nkkLPGQieMfNNkMCKh7qjwdXAVtdqhf0RVtFILH3OyEodlk1HYXqX5iE5wlaKzDop\nPKwf2Q3BErq1xChYGGVS+dEvyXc/2nIBlt7uLWKp4XFjqekKbaGaLJdjYP5b2s7N\n1dM0MXQ/f8XoXKBkJNzEiM3hfsU6DOREgMc1DIsFKxfuMwX3EkVQM1If8ghb6x5Y\njXayv+NLbidOSzk4vl5QwngO/JYFMkoc6i9LNwEaEtR9PhnrdubxmrtM+RjfBm02\n77q3dSWFESFQ4QxYWew4pHE0DpWbWy/iMIKQ6UZ5RLvB8GEcgt8ON7BBJeMc+Dyi\nkT9qhqn+lw==\n-----END CERTIFICATE-----\n-----BEGIN CERTIFICATE-----\nMIICiDCCAgygAwIBAgIIQX76UsB/30owDAYIKoZIzj0EAwMFADB6MQswCQYDVQQG\nEwJDTjEWMBQGA1UECgwNQW50IEZpbmFuY2lhbDEgMB4GA1UECwwXQ2VydGlmaWNh\ndGlvbiBBdXRob3JpdHkxMTAvBgNVBAMMKEFudCBGaW5hbmNpYWwgQ2VydGlmaWNh\ndGlvbiBBdXRob3JpdHkgRTEwHhcNMTkwNDI4MTYyMDQ0WhcNNDkwNDIwMTYyMDQ0\nWjB6MQswCQYDVQQGEwJDTjEWMBQGA1UECgwNQW50IEZpbmFuY2lhbDEgMB4GA1UE\nCwwXQ2VydGlmaWNhdGlvbiBBdXRob3JpdHkxMTAvBgNVBAMMKEFudCBGaW5hbmNp\nYWwgQ2VydGlmaWNhdGlvbiBBdXRob3JpdHkgRTEwdjAQBgcqhkjOPQIBBgUrgQQA\nIgNiAASCCRa94QI0vR5Up9Yr9HEupz6hSoyjySYqo7v837KnmjveUIUNiuC9pWAU\nWP3jwLX3HkzeiNdeg22a0IZPoSUCpasufiLAnfXh6NInLiWBrjLJXDSGaY7vaokt\nrpZvAdmjXTBbMAsGA1UdDwQEAwIBBjAMBgNVHRMEBTADAQH/MB0GA1UdDgQWBBRZ\n4ZTgDpksHL2qcpkFkxD2zVd16TAfBgNVHSMEGDAWgBRZ4ZTgDpksHL2qcpkFkxD2\nzVd16TAMBggqhkjOPQQDAwUAA2gAMGUCMQD4IoqT2hTUn0jt7oXLdMJ8q4vLp6sg\nwHfPiOr9gxreb+e6Oidwd2LDnC4OUqCWiF8CMAzwKs4SnDJYcMLf2vpkbuVE4dTH\nRglz+HGcTLWsFs4KxLsq7MuU+vJTBUeDJeDjdA==\n-----END CERTIFICATE-----\n-----BEGIN CERTIFICATE-----\nMIIDxTCCAq2gAwIBAgIUEMdk6dVgOEIS2cCP0Q43P90Ps5YwDQYJKoZIhvcNAQEF\nBQAwajELMAkGA1UEBhMCQ04xEzARBgNVBAoMCmlUcnVzQ2hpbmExHDAaBgNVBAsM\nE0NoaW5hIFRydXN0IE5ldHdvcmsxKDAmBgNVBAMMH2lUcnVzQ2hpbmEgQ2xhc3Mg\nMiBSb290IENBIC0gRzMwHhcNMTMwNDE4MDkzNjU2WhcNMzMwNDE4MDkzNjU2WjBq\nMQswCQYDVQQGEwJDTjETMBEGA1UECgwKaVRydXNDaGluYTEcMBoGA1UECwwTQ2hp\nbmEgVHJ1c3QgTmV0d29yazEoMCYGA1UEAwwfaVRydXNDaGluYSBDbGFzcyAyIFJv\nb3QgQ0EgLSBHMzCCASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEBAOPPShpV\nnJbMqqCw6Bz1kehnoPst9pkr0V9idOwU2oyS47/HjJXk9Rd5a9xfwkPO88trUpz5\n4GmmwspDXjVFu9L0eFaRuH3KMha1Ak01citbF7cQLJlS7XI+tpkTGHEY5pt3EsQg\nwykfZl/A1jrnSkspMS997r2Gim54cwz+mTMgDRhZsKK/lbOeBPpWtcFizjXYCqhw\nWktvQfZBYi6o4sHCshnOswi4yV1p+LuFcQ2ciYdWvULh1eZhLxHbGXyznYHi0dGN\nz+I9H8aXxqAQfHVhbdHNzi77hCxFjOy+hHrGsyzjrd2swVQ2iUWP8BfEQqGLqM1g\nKgWKYfcTGdbPB1MCAwEAAaNjMGEwHQYDVR0OBBYEFG/oAMxTVe7y0+408CTAK8hA\nuTyRMB8GA1UdIwQYMBaAFG/oAMxTVe7y0+408CTAK8hAuTyRMA8GA1UdEwEB/wQF\nMAMBAf8wDgYDVR0PAQH/BAQDAgEGMA0GCSqGSIb3DQEBBQUAA4IBAQBLnUTfW7hp\nemMbuUGCk7RBswzOT83bDM6824EkUnf+X0iKS95SUNGeeSWK2o/3ALJo5hi7GZr3\nU8eLaWAcYizfO99UXMRBPw5PRR+gXGEronGUugLpxsjuynoLQu8GQAeysSXKbN1I\nUugDo9u8igJORYA+5ms0s5sCUySqbQ2R5z/GoceyI9LdxIVa1RjVX8pYOj8JFwtn\nDJN3ftSFvNMYwRuILKuqUYSHc2GPYiHVflDh5nDymCMOQFcFG3WsEuB+EYQPFgIU\n1DHmdZcz7Llx8UOZXX2JupWCYzK1XhJb+r4hK5ncf/w8qGtYlmyJpxk3hr1TfUJX\nYf4Zr0fJsGuv\n-----END CERTIFICATE-----\n',
    },
    expected: { rootCertSn: '687b59193f3f462dd5336e5abf83c5d8_02941eef3187dddf3d3b83462e1dfcf6' },
  },
  {
    name: 'v2-slice-normal',
    source: 'alipay/alipay-sdk-java-all:v2/src/test/java/com/alipay/api/internal/util/AlipaySignatureTest.java',
    kind: 'v2-response-slice',
    input: {
      responseKey: 'alipay_trade_create_response',
      rawBody:
        '{"alipay_trade_create_response":{"code":"10000","msg":"Success","out_trade_no":"20150320010101001","trade_no":"2019062322001446881000041395"},"sign":"TS355N0QjK1r9GyD4YOsG5esszSUhESgwu1q5+e1sWwqtPYe30CQ3v0QTEDdxYN9vm2No8V1KzuTSadrA4SZSkEkRchrcdVHCU8rCXOHWzS5wof8jg5S75y481kj3HqlpTaz/EhvAXK8iC8Xz9CgPmvfLmAUNkxy0q05yV2wZAGNX0WElUOx1Lcd2FqeuRFMvBOq5TQ+SVqunfUMLic8rYsW+smDHzIgjRcde8pHOZBMvmqDDzmyBLEgSbBswgHifQPDrhnGPlpk2U/nb8Sx7G8mWHEibtb8ClENcxtJEwcI0NN+erWO4Le+jFVUOU0BqC4dxGBNX9AHCTZMEhfcZQ=="}',
    },
    expected: {
      signedSlice:
        '{"code":"10000","msg":"Success","out_trade_no":"20150320010101001","trade_no":"2019062322001446881000041395"}',
    },
  },
  {
    name: 'v2-slice-paired-braces-in-value',
    source: 'alipay/alipay-sdk-java-all:v2/src/test/java/com/alipay/api/internal/util/AlipaySignatureTest.java',
    kind: 'v2-response-slice',
    input: {
      responseKey: 'alipay_trade_create_response',
      rawBody:
        '{"alipay_trade_create_response":{"code":"10000","msg":"Success","nested":{"a":1,"b":"2","array":["1","2","3"]},"out_trade_no":"201{5}0320010101001{}","trade_no":"2019062322001446881000041395"},"sign":"TS355N0QjK1r9GyD4YOsG5esszSUhESgwu1q5+e1sWwqtPYe30CQ3v0QTEDdxYN9vm2No8V1KzuTSadrA4SZSkEkRchrcdVHCU8rCXOHWzS5wof8jg5S75y481kj3HqlpTaz/EhvAXK8iC8Xz9CgPmvfLmAUNkxy0q05yV2wZAGNX0WElUOx1Lcd2FqeuRFMvBOq5TQ+SVqunfUMLic8rYsW+smDHzIgjRcde8pHOZBMvmqDDzmyBLEgSbBswgHifQPDrhnGPlpk2U/nb8Sx7G8mWHEibtb8ClENcxtJEwcI0NN+erWO4Le+jFVUOU0BqC4dxGBNX9AHCTZMEhfcZQ=="}',
    },
    expected: {
      signedSlice:
        '{"code":"10000","msg":"Success","nested":{"a":1,"b":"2","array":["1","2","3"]},"out_trade_no":"201{5}0320010101001{}","trade_no":"2019062322001446881000041395"}',
    },
  },
  {
    name: 'v2-slice-unpaired-braces-in-key',
    source: 'alipay/alipay-sdk-java-all:v2/src/test/java/com/alipay/api/internal/util/AlipaySignatureTest.java',
    kind: 'v2-response-slice',
    input: {
      responseKey: 'alipay_trade_create_response',
      rawBody:
        '{"alipay_trade_create_response":{"co{de":"100}00","ms}g":"Suc}cess","ne{sted":{"a":1,"b":"2","array":["{1","2","3"]},"{out_{trade}_{no}":"201{5}0320010101001{}","trade_no}":"2019062{322001446881000041395"},"sign":"TS355N0QjK1r9GyD4YOsG5esszSUhESgwu1q5+e1sWwqtPYe30CQ3v0QTEDdxYN9vm2No8V1KzuTSadrA4SZSkEkRchrcdVHCU8rCXOHWzS5wof8jg5S75y481kj3HqlpTaz/EhvAXK8iC8Xz9CgPmvfLmAUNkxy0q05yV2wZAGNX0WElUOx1Lcd2FqeuRFMvBOq5TQ+SVqunfUMLic8rYsW+smDHzIgjRcde8pHOZBMvmqDDzmyBLEgSbBswgHifQPDrhnGPlpk2U/nb8Sx7G8mWHEibtb8ClENcxtJEwcI0NN+erWO4Le+jFVUOU0BqC4dxGBNX9AHCTZMEhfcZQ=="}',
    },
    expected: {
      signedSlice:
        '{"co{de":"100}00","ms}g":"Suc}cess","ne{sted":{"a":1,"b":"2","array":["{1","2","3"]},"{out_{trade}_{no}":"201{5}0320010101001{}","trade_no}":"2019062{322001446881000041395"}',
    },
  },
  {
    name: 'v2-slice-even-backslashes-and-blanks',
    source: 'alipay/alipay-sdk-java-all:v2/src/test/java/com/alipay/api/internal/util/AlipaySignatureTest.java',
    kind: 'v2-response-slice',
    input: {
      responseKey: 'alipay_trade_create_response',
      rawBody:
        '{"alipay_trade_create_response":{"code":"10000\\\\",         "msg": "Success",         "\\\\out_trade_no\\\\": "\\\\\\\\20150320010101001\\\\\\\\",         "trade_no": "2019062322001446881000041395"     },     "sign": "TS355N0QjK1r9GyD4YOsG5esszSUhESgwu1q5+e1sWwqtPYe30CQ3v0QTEDdxYN9vm2No8V1KzuTSadrA4SZSkEkRchrcdVHCU8rCXOHWzS5wof8jg5S75y481kj3HqlpTaz/EhvAXK8iC8Xz9CgPmvfLmAUNkxy0q05yV2wZAGNX0WElUOx1Lcd2FqeuRFMvBOq5TQ+SVqunfUMLic8rYsW+smDHzIgjRcde8pHOZBMvmqDDzmyBLEgSbBswgHifQPDrhnGPlpk2U/nb8Sx7G8mWHEibtb8ClENcxtJEwcI0NN+erWO4Le+jFVUOU0BqC4dxGBNX9AHCTZMEhfcZQ==" }',
    },
    expected: {
      signedSlice:
        '{"code":"10000\\\\",         "msg": "Success",         "\\\\out_trade_no\\\\": "\\\\\\\\20150320010101001\\\\\\\\",         "trade_no": "2019062322001446881000041395"     }',
    },
  },
  {
    name: 'v2-slice-encrypted-string',
    source: 'alipay/alipay-sdk-java-all:v2/src/test/java/com/alipay/api/internal/util/AlipaySignatureTest.java',
    kind: 'v2-response-slice',
    input: {
      responseKey: 'alipay_trade_create_response',
      rawBody:
        '{"alipay_trade_create_response":"eyJjb2RlIjoiMTAwMDAiLCJtc2ciOiJTdWNjZXNzIiwib3V0X3RyYWRlX25vIjoiMjAxNTAzMjAwMTAxMDEwMDEiLCJ0cmFkZV9ubyI6IjIwMTkwNjIzMjIwMDE0NDY4ODEwMDAwNDEzOTUifQ==","sign":"TS355N0QjK1r9GyD4YOsG5esszSUhESgwu1q5+e1sWwqtPYe30CQ3v0QTEDdxYN9vm2No8V1KzuTSadrA4SZSkEkRchrcdVHCU8rCXOHWzS5wof8jg5S75y481kj3HqlpTaz/EhvAXK8iC8Xz9CgPmvfLmAUNkxy0q05yV2wZAGNX0WElUOx1Lcd2FqeuRFMvBOq5TQ+SVqunfUMLic8rYsW+smDHzIgjRcde8pHOZBMvmqDDzmyBLEgSbBswgHifQPDrhnGPlpk2U/nb8Sx7G8mWHEibtb8ClENcxtJEwcI0NN+erWO4Le+jFVUOU0BqC4dxGBNX9AHCTZMEhfcZQ=="}',
    },
    expected: {
      signedSlice:
        '"eyJjb2RlIjoiMTAwMDAiLCJtc2ciOiJTdWNjZXNzIiwib3V0X3RyYWRlX25vIjoiMjAxNTAzMjAwMTAxMDEwMDEiLCJ0cmFkZV9ubyI6IjIwMTkwNjIzMjIwMDE0NDY4ODEwMDAwNDEzOTUifQ=="',
    },
  },
  {
    name: 'v2-slice-node-blanks-and-newlines',
    source: 'alipay/alipay-sdk-nodejs-all:test/alipay.test.ts',
    kind: 'v2-response-slice',
    input: {
      responseKey: 'alipay_offline_material_image_upload_response',
      rawBody:
        '{"alipay_offline_material_image_upload_response"\n        :\n        {"code":"10000","msg":"Success","image_id":"Zp1Nm6FDTZaEuSSniGd5awAAACMAAQED","image_url":"http:\\/\\/oalipay-dl-django.alicdn.com\\/rest\\/1.0\\/image?fileIds=Zp1Nm6FDTZaEuSSniGd5awAAACMAAQED&zoom=original"},\n\n          "sign"  :  "P8xrBWqZCUv11UrEBjhQ4Sk3hyj4607qehO2VbKIS0hWa4U+NeLlOftqTyhGv+x1lzfqN590Y/8CaNIzEEg06FiNWJlUFM/uEFJLzSKGse4MjHbblpiSzI3eCV5RzxH26wZbEd9wyVYYi0pHFBf35UrBva47g7b5EuKCHfoVA95/zin9fAyb3xhhiHhmfGaWIDV/1LmE2vtqtOHQnISbY/deC71U614ySZ3YB97ws8npCcCJ+tgZvhHPkMRGvmyYPCRDB/aIN/sKDSLtfPp0u8DxE8pHLvCHm3wR84MQxqNbKgpd8NTKNvH+obELsbCrqPhjW7qI48634qx6enDupw=="}',
    },
    expected: {
      signedSlice:
        '{"code":"10000","msg":"Success","image_id":"Zp1Nm6FDTZaEuSSniGd5awAAACMAAQED","image_url":"http:\\/\\/oalipay-dl-django.alicdn.com\\/rest\\/1.0\\/image?fileIds=Zp1Nm6FDTZaEuSSniGd5awAAACMAAQED&zoom=original"}',
    },
  },
  {
    name: 'v3-post-json-request',
    source: 'alipay/alipay-sdk-nodejs-all:src/alipay.ts, test/fixtures/app-private-key.pem',
    kind: 'v3-request-sign',
    publicKeyPem: publicKey8,
    privateKeyPem: privateKey3,
    input: {
      authString: 'app_id=2014060600164699,nonce=5f9fba93-bbb2-40f0-b328-04d5ead3e131,timestamp=1717762879833',
      method: 'POST',
      uri: '/v3/alipay/trade/query',
      body: '{"out_trade_no":"20150320010101001"}',
      headers: { 'content-type': 'application/json', accept: 'application/json', 'alipay-request-id': '1' },
    },
    expected: {
      canonicalString:
        'app_id=2014060600164699,nonce=5f9fba93-bbb2-40f0-b328-04d5ead3e131,timestamp=1717762879833\nPOST\n/v3/alipay/trade/query\n{"out_trade_no":"20150320010101001"}\n',
      sign: 'a0AD9/fCHiHtEPLfIF7fcitePA5stTYvUTsON2ZBu5sMMQP95Gt/YNq8ynJNN7dsdsDJvOYBP/wwQDJrPdRveDmFW2HLNC+Iwp0+SaM2kbd/j7qKumjtubasAuwriSofhqTojOFszxW7vmZFnMKCZ7sGLu1EcbzyK/x/BL4L9m9Th4pBdlOCxjElC/SOj/v31Rymw9G9MRVzra4VLcmlzcoIKLZ66rC+ePimv5drDCk8B5WWy5jckb3F9MXDGPPddQdsJATKtbU9TAqtLhhbVUEWaNWE+hmDIqYGQWIDIKSqCW7QuKI5RRuvZrFPcIYrUNixLRIG8hi6W+6XezaDHA==',
      authorization:
        'ALIPAY-SHA256withRSA app_id=2014060600164699,nonce=5f9fba93-bbb2-40f0-b328-04d5ead3e131,timestamp=1717762879833,sign=a0AD9/fCHiHtEPLfIF7fcitePA5stTYvUTsON2ZBu5sMMQP95Gt/YNq8ynJNN7dsdsDJvOYBP/wwQDJrPdRveDmFW2HLNC+Iwp0+SaM2kbd/j7qKumjtubasAuwriSofhqTojOFszxW7vmZFnMKCZ7sGLu1EcbzyK/x/BL4L9m9Th4pBdlOCxjElC/SOj/v31Rymw9G9MRVzra4VLcmlzcoIKLZ66rC+ePimv5drDCk8B5WWy5jckb3F9MXDGPPddQdsJATKtbU9TAqtLhhbVUEWaNWE+hmDIqYGQWIDIKSqCW7QuKI5RRuvZrFPcIYrUNixLRIG8hi6W+6XezaDHA==',
    },
  },
  {
    name: 'v3-post-json-response',
    source: 'alipay/alipay-sdk-nodejs-all:src/alipay.ts, test/fixtures/app-private-key.pem',
    kind: 'v3-response-verify',
    publicKeyPem: publicKey8,
    input: {
      headers: {
        'alipay-timestamp': '1717762879918',
        'alipay-nonce': '3c0d6c77f4f773b427eb7e79625cdf4d',
        'alipay-signature':
          'D+iyVMFs2GSog8RSlSddhq1LJVYkwN1ojZXhrqanUjDtb4hWBTnPooMJnnVrw8s6pIVmbTj9BtFzIcJHo/YT+jH1dgF8ANMNpm3C8e7tzDXSIJ/aph4JRkRZ9mwYZtbYSb19+HSqyh99aooh96C6aQDM4isLdUz3u65CvX80qvLxGvhNrNqC0nHV//6OWH0Dw2keF0NBYi3GzFxqTmp7p80/QqclX99iGSwDUpSNnrbVNQ2mKKgKTMWBlkjNbwoK24VWDLUqY5KARNuV9s3TKQsaUbu066AB7Ec9h6P7ed2AlmVeR4ERZjk3Jm0XOHq7N5z3znQ4xTRLW45gIkXYPQ==',
      },
      rawBody:
        '{"trade_no":"2013112011001004330000121536","out_trade_no":"20150320010101001","trade_status":"TRADE_SUCCESS"}',
    },
    expected: {
      canonicalString:
        '1717762879918\n3c0d6c77f4f773b427eb7e79625cdf4d\n{"trade_no":"2013112011001004330000121536","out_trade_no":"20150320010101001","trade_status":"TRADE_SUCCESS"}\n',
      valid: true,
    },
  },
  {
    name: 'v3-post-app-auth-token-request',
    source: 'alipay/alipay-sdk-nodejs-all:src/alipay.ts, test/fixtures/app-private-key.pem',
    kind: 'v3-request-sign',
    publicKeyPem: publicKey8,
    privateKeyPem: privateKey3,
    input: {
      authString: 'app_id=2014060600164699,nonce=5f9fba93-bbb2-40f0-b328-04d5ead3e131,timestamp=1717762879833',
      method: 'POST',
      uri: '/v3/alipay/trade/close',
      body: '{"out_trade_no":"70501111111S001111119"}',
      appAuthToken: '202212BB_D64b2be8afd4b6c8468cf585bd05E50',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'alipay-request-id': '1',
        'alipay-app-auth-token': '202212BB_D64b2be8afd4b6c8468cf585bd05E50',
      },
    },
    expected: {
      canonicalString:
        'app_id=2014060600164699,nonce=5f9fba93-bbb2-40f0-b328-04d5ead3e131,timestamp=1717762879833\nPOST\n/v3/alipay/trade/close\n{"out_trade_no":"70501111111S001111119"}\n202212BB_D64b2be8afd4b6c8468cf585bd05E50\n',
      sign: 'aAdTw8HNO8ejoIE7ck057hjEyjWclrPYoLldw62+x4RKlm1d2EyMIkZQOsoFbQG1sf/pVyVd0pzNgbrYcET6hML5O7KhLiKzna8pdfgg0w1JkNEG1aDstccNfhWnM3LGXRkJiiocw/FL3OFNT/EBQybDjREqxd+POnGDSHvn7tVvZDeQqxTAdiyR/tC3698REXeX7deeMrGWVyvF3AoYl+l/wPhHXxgvwmKV8HL/UXnxPsNVNvJQzsH8IPUaW0vNms5mFSWC83iC/ti9roK40RH2WHvpuRYTnT4PD5W039lQeIpbLC2gWofayVg4Jb6q3lCrMHQgV0m5+RXG2uzwqA==',
      authorization:
        'ALIPAY-SHA256withRSA app_id=2014060600164699,nonce=5f9fba93-bbb2-40f0-b328-04d5ead3e131,timestamp=1717762879833,sign=aAdTw8HNO8ejoIE7ck057hjEyjWclrPYoLldw62+x4RKlm1d2EyMIkZQOsoFbQG1sf/pVyVd0pzNgbrYcET6hML5O7KhLiKzna8pdfgg0w1JkNEG1aDstccNfhWnM3LGXRkJiiocw/FL3OFNT/EBQybDjREqxd+POnGDSHvn7tVvZDeQqxTAdiyR/tC3698REXeX7deeMrGWVyvF3AoYl+l/wPhHXxgvwmKV8HL/UXnxPsNVNvJQzsH8IPUaW0vNms5mFSWC83iC/ti9roK40RH2WHvpuRYTnT4PD5W039lQeIpbLC2gWofayVg4Jb6q3lCrMHQgV0m5+RXG2uzwqA==',
    },
  },
  {
    name: 'v3-post-encrypted-request',
    source: 'alipay/alipay-sdk-nodejs-all:src/alipay.ts, test/fixtures/app-private-key.pem',
    kind: 'v3-request-sign',
    publicKeyPem: publicKey8,
    privateKeyPem: privateKey3,
    input: {
      authString: 'app_id=2014060600164699,nonce=5f9fba93-bbb2-40f0-b328-04d5ead3e131,timestamp=1717762879833',
      method: 'POST',
      uri: '/v3/alipay/trade/query',
      body: 'HJjZXDcVHUcOrByocVgEmuH3EGu3tX85QxszfycS7riRxls8JUNQvayRhvRVqGlS',
      headers: {
        'content-type': 'text/plain',
        accept: 'application/json',
        'alipay-request-id': '1',
        'alipay-encrypt-type': 'AES',
        'alipay-encryption-algm': 'AES',
      },
      aesKeyBase64: 'aYA0GP8JEW+D7/UFaskCWA==',
      plainBody: '{"out_trade_no":"加密测试001"}',
    },
    expected: {
      canonicalString:
        'app_id=2014060600164699,nonce=5f9fba93-bbb2-40f0-b328-04d5ead3e131,timestamp=1717762879833\nPOST\n/v3/alipay/trade/query\nHJjZXDcVHUcOrByocVgEmuH3EGu3tX85QxszfycS7riRxls8JUNQvayRhvRVqGlS\n',
      sign: 'Kbm08c6W28O5l1abMfCFBZbBPw7NDgWDmXC7SQqrX/2G240T5BHdOad5MPzgTDABi+J9yq6JWi5k4uq6+bO8miwYNceubNrz8R0JTx3zTiNthQda+Q5T2G4aVoumh9Jn3/+zjDmZ+cN7Jyzp0E1A10Ronj/Mwl8bkcjM0ur17VKhfEzPHc5Pkp0qRz57VQmnYm2hE0Y/6wUCvmDLCQs53RtxEg9/RZbkNphltH6tjG2x5WjfazGr6Enb8rxbUk6fRUmejkP4n1J4MBVZSbmhOL/v2avAAQR8qSFbd+70wQe5DKXQu1JEF3Mke+2quy5TxqZXnrNhd76ukxRCVOzx6Q==',
      authorization:
        'ALIPAY-SHA256withRSA app_id=2014060600164699,nonce=5f9fba93-bbb2-40f0-b328-04d5ead3e131,timestamp=1717762879833,sign=Kbm08c6W28O5l1abMfCFBZbBPw7NDgWDmXC7SQqrX/2G240T5BHdOad5MPzgTDABi+J9yq6JWi5k4uq6+bO8miwYNceubNrz8R0JTx3zTiNthQda+Q5T2G4aVoumh9Jn3/+zjDmZ+cN7Jyzp0E1A10Ronj/Mwl8bkcjM0ur17VKhfEzPHc5Pkp0qRz57VQmnYm2hE0Y/6wUCvmDLCQs53RtxEg9/RZbkNphltH6tjG2x5WjfazGr6Enb8rxbUk6fRUmejkP4n1J4MBVZSbmhOL/v2avAAQR8qSFbd+70wQe5DKXQu1JEF3Mke+2quy5TxqZXnrNhd76ukxRCVOzx6Q==',
    },
  },
  {
    name: 'v3-post-encrypted-response',
    source: 'alipay/alipay-sdk-nodejs-all:src/alipay.ts, test/fixtures/app-private-key.pem',
    kind: 'v3-response-verify',
    publicKeyPem: publicKey8,
    input: {
      headers: {
        'alipay-timestamp': '1717762879918',
        'alipay-nonce': '3c0d6c77f4f773b427eb7e79625cdf4d',
        'alipay-signature':
          'AURGAjETwEjz1sOFzLPv8A6t9Wi7neWLJ904AluWr6xGBqrok0WOeNuFtB0lJjQFiNUEd+SMxsMVGYBDwyzucR2GwglOI9Of357FcMb0yfyZE+Sw/eKP9Eqo1a7Hkjciv3a/J0wYVdcwmAziNqjS/wglF+ewjobI3/wgcEqO6cCmRRz4Kcro+U+EI02mabu9mR03vwHuqDUTtK7WbTdpi0IYsgT5zf8+K7HbgaRZFwIvIFnBvzCZvYd+tZfcMADGRZ7m/15gk30xtTWX0WFvlxR+M45AlRlcELugogm9LNww7Qn+gvWu5JAA+8A4SN0aoSmXAs18WsmSgW8zpDxfFg==',
      },
      rawBody: 'oStwyaMkkAJlrWH0Ms7Su2BxCx4AcwsyXuUF9uK/ZpmztvvjhsDspUrfYdcrSnWp',
      aesKeyBase64: 'aYA0GP8JEW+D7/UFaskCWA==',
    },
    expected: {
      canonicalString:
        '1717762879918\n3c0d6c77f4f773b427eb7e79625cdf4d\noStwyaMkkAJlrWH0Ms7Su2BxCx4AcwsyXuUF9uK/ZpmztvvjhsDspUrfYdcrSnWp\n',
      valid: true,
      plainBody: '{"trade_status":"WAIT_BUYER_PAY"}',
    },
  },
  {
    name: 'v2-sdk-execute-chinese',
    source: 'alipay/alipay-sdk-nodejs-all:src/alipay.ts, test/fixtures/app-private-key.pem',
    kind: 'v2-sdk-execute',
    publicKeyPem: publicKey8,
    privateKeyPem: privateKey3,
    input: {
      params: {
        method: 'alipay.trade.app.pay',
        app_id: '2014060600164699',
        charset: 'utf-8',
        version: '1.0',
        sign_type: 'RSA2',
        timestamp: '2024-05-13 17:49:20',
        notify_url: 'https://merchant.example/notify',
        biz_content:
          '{"out_trade_no":"ORD_0001","product_code":"QUICK_MSECURITY_PAY","subject":"测试 商品","total_amount":"0.01"}',
      },
    },
    expected: {
      canonicalString:
        'app_id=2014060600164699&biz_content={"out_trade_no":"ORD_0001","product_code":"QUICK_MSECURITY_PAY","subject":"测试 商品","total_amount":"0.01"}&charset=utf-8&method=alipay.trade.app.pay&notify_url=https://merchant.example/notify&sign_type=RSA2&timestamp=2024-05-13 17:49:20&version=1.0',
      sign: 'MSgatoIkVVqq3fRI1pdUSCEp6mGNHJIt9ee1v1QSVxmf6OTYrB8xXuwIUNLv/7S9DzZzTpgY16Zo+GPWfvxzC90LhUz+b43iHGPhh9Uezr2URIADvop8BpzGQY0JPkThbYDTfnKv/5iuysIXCNQY4eTsTmNNJ1zEs5eJLvuxMpzSDUo00LK8biFce5oyF63Vv1bdODEVzUy3vBjfx8OUAA7M9WiNrxWZ22GAwv8DzoNZql1c9zQCfs0OaRMguMSd3MFnYo2nFWVjGXi9LwhS7wUbw1RFT8s8EOAekmKxjqHtCeC+zuFv7ihTn/EjqC99jwv5v9gCnQ4LrZbCQ1PFCQ==',
      orderString:
        'method=alipay.trade.app.pay&app_id=2014060600164699&charset=utf-8&version=1.0&sign_type=RSA2&timestamp=2024-05-13%2017%3A49%3A20&notify_url=https%3A%2F%2Fmerchant.example%2Fnotify&biz_content=%7B%22out_trade_no%22%3A%22ORD_0001%22%2C%22product_code%22%3A%22QUICK_MSECURITY_PAY%22%2C%22subject%22%3A%22%E6%B5%8B%E8%AF%95%20%E5%95%86%E5%93%81%22%2C%22total_amount%22%3A%220.01%22%7D&sign=MSgatoIkVVqq3fRI1pdUSCEp6mGNHJIt9ee1v1QSVxmf6OTYrB8xXuwIUNLv%2F7S9DzZzTpgY16Zo%2BGPWfvxzC90LhUz%2Bb43iHGPhh9Uezr2URIADvop8BpzGQY0JPkThbYDTfnKv%2F5iuysIXCNQY4eTsTmNNJ1zEs5eJLvuxMpzSDUo00LK8biFce5oyF63Vv1bdODEVzUy3vBjfx8OUAA7M9WiNrxWZ22GAwv8DzoNZql1c9zQCfs0OaRMguMSd3MFnYo2nFWVjGXi9LwhS7wUbw1RFT8s8EOAekmKxjqHtCeC%2BzuFv7ihTn%2FEjqC99jwv5v9gCnQ4LrZbCQ1PFCQ%3D%3D',
    },
  },
  {
    name: 'v2-gateway-request-encrypted',
    source: 'alipay/alipay-sdk-nodejs-all:src/alipay.ts, test/fixtures/app-private-key.pem',
    kind: 'v2-gateway-request',
    publicKeyPem: publicKey8,
    privateKeyPem: privateKey3,
    input: {
      method: 'POST',
      requestTarget:
        '/gateway.do?method=alipay.open.auth.app.aes.set&app_id=2014060600164699&charset=utf-8&version=1.0&sign_type=RSA2&timestamp=2024-05-13+17%3A49%3A20&sign=P%2FralYfWWAG7aMoNX%2FIjKyzyTP6TWUOFN789RgA2fql8S8I3WyV370F59lK78zCfRd%2F3d27eqcq3vHtOpozpFmdeFTwYAGHHCnTeYEVGSyUKgw76ETFIPG3Ar7cqXXx3PRc9SZlZ1iDRhoXszmveDgvgNvnjtpFFhWrWqOUD0dlyrFXdLTLxAjd84NMjmJ1vTTRL9fKH%2Bfe55F3F6NGwF%2BCZPOlM7itF5u1nAtMlWnfsnlK3piCWpNyclgjOQC%2F56RJqvnUmyuOHeumOQIUTqaE4g4QvdDhuBdWsQgU6cN%2Bwvq82jbkYHcJ3ghPORq6MUYYW7VI1gVc5Dy%2FdRZe9UQ%3D%3D',
      contentType: 'application/x-www-form-urlencoded;charset=UTF-8',
      formBody:
        'encrypt_type=AES&biz_content=quKt7Cno9ZIo%2BfjZMHwCGNYG7Xok%2B0T3b%2FtoX%2BcVOIPyKI3K0v4%2Bim6wNRQZ%2FzwJ',
      aesKeyBase64: 'aYA0GP8JEW+D7/UFaskCWA==',
    },
    expected: {
      canonicalString:
        'app_id=2014060600164699&biz_content=quKt7Cno9ZIo+fjZMHwCGNYG7Xok+0T3b/toX+cVOIPyKI3K0v4+im6wNRQZ/zwJ&charset=utf-8&encrypt_type=AES&method=alipay.open.auth.app.aes.set&sign_type=RSA2&timestamp=2024-05-13 17:49:20&version=1.0',
      sign: 'P/ralYfWWAG7aMoNX/IjKyzyTP6TWUOFN789RgA2fql8S8I3WyV370F59lK78zCfRd/3d27eqcq3vHtOpozpFmdeFTwYAGHHCnTeYEVGSyUKgw76ETFIPG3Ar7cqXXx3PRc9SZlZ1iDRhoXszmveDgvgNvnjtpFFhWrWqOUD0dlyrFXdLTLxAjd84NMjmJ1vTTRL9fKH+fe55F3F6NGwF+CZPOlM7itF5u1nAtMlWnfsnlK3piCWpNyclgjOQC/56RJqvnUmyuOHeumOQIUTqaE4g4QvdDhuBdWsQgU6cN+wvq82jbkYHcJ3ghPORq6MUYYW7VI1gVc5Dy/dRZe9UQ==',
      plainBizContent: '{"merchant_app_id":"2021001170662064"}',
    },
  },
  {
    name: 'v2-gateway-request-trade-query',
    source: 'alipay/alipay-sdk-nodejs-all:src/alipay.ts, test/fixtures/app-private-key.pem',
    kind: 'v2-gateway-request',
    publicKeyPem: publicKey8,
    privateKeyPem: privateKey3,
    input: {
      method: 'POST',
      requestTarget:
        '/gateway.do?method=alipay.trade.query&app_id=2014060600164699&charset=utf-8&version=1.0&sign_type=RSA2&timestamp=2024-05-13+17%3A49%3A20&notify_url=https%3A%2F%2Fmerchant.example%2Fnotify&sign=KSQ02MyzYA83yJbeSgkcGdn%2BivIvFp79GrFf4vLznBLzl5VHpM5AIZPDCrFVxGMa6D1kclO4owZR5mbwu5Qn4MFiUmn1QOREwjP0cd%2B%2Fa5EZguHhjKz1dj3MniKWz5NJucWvqV8EZYp%2F9UBCtTt6YZl8bR5qy1SZ%2FvGjX2wJyMNiUQSmKs%2BIJ59qrYoWTrQliNQFFXBcJWuIJDoc9UQALxs6W%2F262EREkevVIyuFrICCEF68YfwRGSidZgDLXHVNea29UPuU3UvhutUvdNFkO7zN4J%2B%2BORPB%2FILQxRXvo%2BsiwLtb05UUs84fGjX96DnW%2Fz8cOCrd1eklo56OXtmjAg%3D%3D',
      contentType: 'application/x-www-form-urlencoded;charset=UTF-8',
      formBody: 'biz_content=%7B%22out_trade_no%22%3A%22ORD_0001%22%7D',
    },
    expected: {
      canonicalString:
        'app_id=2014060600164699&biz_content={"out_trade_no":"ORD_0001"}&charset=utf-8&method=alipay.trade.query&notify_url=https://merchant.example/notify&sign_type=RSA2&timestamp=2024-05-13 17:49:20&version=1.0',
      sign: 'KSQ02MyzYA83yJbeSgkcGdn+ivIvFp79GrFf4vLznBLzl5VHpM5AIZPDCrFVxGMa6D1kclO4owZR5mbwu5Qn4MFiUmn1QOREwjP0cd+/a5EZguHhjKz1dj3MniKWz5NJucWvqV8EZYp/9UBCtTt6YZl8bR5qy1SZ/vGjX2wJyMNiUQSmKs+IJ59qrYoWTrQliNQFFXBcJWuIJDoc9UQALxs6W/262EREkevVIyuFrICCEF68YfwRGSidZgDLXHVNea29UPuU3UvhutUvdNFkO7zN4J++ORPB/ILQxRXvo+siwLtb05UUs84fGjX96DnW/z8cOCrd1eklo56OXtmjAg==',
    },
  },
]
