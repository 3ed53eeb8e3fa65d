// Settlement files as fileContent has them, written by Python's zipfile, zlib and GBK codec by the widths of the wire: a payment of
// 25.00 yuan with a Chinese name, a refund of 5.00 of it, the undoing of 99.00, the taking of 8.00 that was held, a correction of
// 12.00, and a list of totals; then an older file, stored inside, whose last columns are one. Names and numbers are made up.

export const day =
  'eJwL8GZmEWFgYOBgYHBIiTmb7WLuycjA0MLJwCALFPX08zMyMzA2MLawiPKNNzc3N7I0MDC1MDQzNzQ13DrVO+iwAU/b97kvZfekqZ58X2ol02B0Zwrvmp' +
  '0Mxx+I/JjItvyjNu8/9cmFSZ7T3pz/NrWDkalRuNjrtkT0gUbllmVKIUvmNTFcYOmPVJnbKNLBYzJ5zpX58RxP1jDeXJ2/s33qlLe7DihNyYlqE3H79XG7' +
  'nsCmjrCjC3ct3arGrcCr1Ss0eVH6xvfn+9d/nx/VM/VnLCvHsbO73p5IEV36R3SSXdz3wrn+4XylBwyY0mY1OIoZFDPzKCfoyzbkHpw36eRjzrxDr5gSmn' +
  '5y7GY8nd9jlpC79sx7LQmWiGLj/unsPK8bJsZnKJ2LbojczZrz7XOjBtO3bwIJrU85ndMYP4fKMpx52lt8r0YjYWPTxoaL8zh/pFseWLKK+dhjp+Pzrwqf' +
  'eeK34cHz+0pMZqUM20KLXNedMw5mOrNcdlfGfba4T8ei723i3uC+/kTEQYUD86KLbeOeX9YPQImDAx7yadFAXigwHuTQ48AVPRLO9uzmbTDgcalWKSvwLZ' +
  '1+pPDS4X/aDyM4JvocWH1u3/mpigpCMoX7ZjmLOrotO7ZZ7VpIP0NC97HDHt1iQQl2yinlR56f4GiZ8/i96D/Lau60aVYLeq+umLL0j/y3t2yozpJXjNwU' +
  'AOR5M0CcFeRiZGBoAHGZgSG6sxi9Gbb8v3Zh569LPw6uOrH6+L+tB06e2b187+5L13c/vn5n41teLhB/y69Dr63QtCooHH96+vGJq8duWRlBzeflCvBmZB' +
  'Jhxp1QYaCBkYFQskU3Cj28EUa1MBIKfXSz0AMJYZY0E6EgC/BmZQOpZQbCx0B6OROIBwAWEjmy'

export const older =
  'eJwL8GZmEWEAA4eUmE1bFnQdYmFgAGFZoJCnn5+RmYGxgbGFRZRvvLm5uZGlgYGphaGZuaGpYbCpmYKBoYGRARAoAAEy2xDCAmk1NAAzzYwMzYzMtMDAwM' +
  'DQAqwDCoxMgQpMTQwNFQzMFUyNIVZC9IENAqo2MFQIAbGASAEXwCrlYgAHhqYKznArTSxMQfZjajEAuwKiCqdVRAO0MEPyNBQoXNq96+jWV/jMQFGO5gND' +
  'AwtgqFsS4RIUU3DzwI6m3N+UA16uYGMD/AnMEJLALAgmMAOsCcwClsAMIQksiIgEhpmwnZECzxgpuZlYmuNIYCYKIBNITmDYMwbhBEYYoChH88FwTmABKI' +
  'WfvGLkJm8gE4TlgDjIxQiU4sBhbmCIXvpdu7Dz16UfB1edWH3839YDJ8/sXr5396Xrux9fv7PxLS8XiL/l16HXVhjRc/zp6ccnrh67ZWUENRrkDEYmEWbc' +
  'pTAMNDAyECqT0Y1C9xPCqL8shHwY4M3KBlLLBITTgXQLK4gHAAgeGS4='
