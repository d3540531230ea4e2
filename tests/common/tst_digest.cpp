#include "common/hash/digest.h"
#include "common/model/contenthash.h"

#include <QTest>

using ft::Md5Sum;
using ft::NodeHash;
using ft::hash::Digest;

class DigestTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void givesThePublishedSha256_data();
    void givesThePublishedSha256();
    void givesThePublishedMd5_data();
    void givesThePublishedMd5();
    void doesNotCareHowAMessageIsSplit();
};

// The examples of FIPS 180-4, published by NIST.
void DigestTest::givesThePublishedSha256_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("hex");
    QTest::newRow("no bytes")
        << QByteArray{}
        << QByteArray{"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"};
    QTest::newRow("24 bits") << QByteArray{
        "abc"} << QByteArray{"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"};
    QTest::newRow("448 bits")
        << QByteArray{"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"}
        << QByteArray{"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"};
    QTest::newRow("896 bits")
        << QByteArray{"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
                      "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"}
        << QByteArray{"cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"};
    QTest::newRow("a million times a")
        << QByteArray(1'000'000, 'a')
        << QByteArray{"cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"};
}

void DigestTest::givesThePublishedSha256()
{
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, hex);
    Digest digest{Digest::Algorithm::Sha256};
    digest.add(message);
    QCOMPARE(digest.finish<NodeHash>().hex(), hex);
    // The context must serve the next message as well as the first.
    digest.add(message);
    QCOMPARE(digest.finish<NodeHash>().hex(), hex);
}

// The test suite of RFC 1321, A.5.
void DigestTest::givesThePublishedMd5_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("hex");
    const auto row = [](const char *message, const char *hex) {
        QTest::newRow(message) << QByteArray{message} << QByteArray{hex};
    };
    row("", "d41d8cd98f00b204e9800998ecf8427e");
    row("a", "0cc175b9c0f1b6a831c399e269772661");
    row("abc", "900150983cd24fb0d6963f7d28e17f72");
    row("message digest", "f96b697d7cb7938d525a2f31aaf161d0");
    row("abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b");
    row("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
        "d174ab98d277d9f5a5611c2c9f419d9f");
    row("12345678901234567890123456789012345678901234567890123456789012345678901234567890",
        "57edf4a22be3c955ac49da2e2107b67a");
}

void DigestTest::givesThePublishedMd5()
{
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, hex);
    Digest digest{Digest::Algorithm::Md5};
    if (!digest.isUsable())
        QSKIP("this machine's policy forbids MD5");
    digest.add(message);
    QCOMPARE(digest.finish<Md5Sum>().hex(), hex);
}

void DigestTest::doesNotCareHowAMessageIsSplit()
{
    const QByteArray message{"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"};
    Digest digest{Digest::Algorithm::Sha256};
    for (const char byte : message)
        digest.add({&byte, 1});
    QCOMPARE(digest.finish<NodeHash>().hex(),
             QByteArray{"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"});
}

QTEST_APPLESS_MAIN(DigestTest)
#include "tst_digest.moc"
