#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

namespace {

constexpr const char *Unfinished = "not held to be complete, see FT_TRANSLATIONS_COMPLETE";

struct Message
{
    QString context;
    QString source;
    QString translation;
    bool isUnfinished = false;
};

QString pathOf(const QString &language)
{
    return QStringLiteral(FT_TRANSLATIONS "/filetracker_%1.ts").arg(language);
}

std::vector<Message> messagesOf(const QString &language)
{
    QFile file{pathOf(language)};
    if (!file.open(QIODevice::ReadOnly))
        return {};
    std::vector<Message> messages;
    QString context;
    QXmlStreamReader xml{&file};
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"name") {
            context = xml.readElementText();
        } else if (xml.name() == u"message") {
            messages.push_back({context, {}, {}, false});
        } else if (xml.name() == u"source") {
            messages.back().source = xml.readElementText();
        } else if (xml.name() == u"translation") {
            messages.back().isUnfinished = xml.attributes().value(QLatin1String{"type"})
                                           == u"unfinished";
            messages.back().translation = xml.readElementText();
        }
    }
    return xml.hasError() ? std::vector<Message>{} : messages;
}

QSet<QString> placesIn(const QString &text)
{
    static const QRegularExpression place{QStringLiteral("%[1-9]")};
    QSet<QString> places;
    for (auto match = place.globalMatch(text); match.hasNext();)
        places.insert(match.next().captured());
    return places;
}

bool hasMnemonic(const QString &text)
{
    static const QRegularExpression mnemonic{QStringLiteral("&[^& ]")};
    return text.contains(mnemonic);
}

bool endsAlike(const QString &one, const QString &other)
{
    constexpr QStringView Ends = u" \n:…";
    const auto endOf = [Ends](const QString &text) {
        return Ends.contains(text.back()) ? text.back() : QChar{};
    };
    return endOf(one) == endOf(other);
}

/// What is wrong with a translation; empty when nothing is.
QString faultOf(const Message &message)
{
    if (message.translation.isEmpty())
        return {};
    if (placesIn(message.source) != placesIn(message.translation))
        return QStringLiteral("other places %1, %2 …");
    if (hasMnemonic(message.source) != hasMnemonic(message.translation))
        return QStringLiteral("a mnemonic too many or too few");
    if (!endsAlike(message.source, message.translation))
        return QStringLiteral("another end");
    return {};
}

} // namespace

/// The texts of the window in other languages, as they stand in resources/translations.
class TestTranslations final : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".+")}); }

    void fitTheirSources_data() { addLanguages(); }
    void fitTheirSources()
    {
        QFETCH(QString, language);
        const auto messages = messagesOf(language);
        QVERIFY(!messages.empty());
        QStringList faults;
        for (const Message &message : messages) {
            if (const QString fault = faultOf(message); !fault.isEmpty())
                faults << message.context % u": " % message.source % u": " % fault;
        }
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    }

    void areComplete_data() { addLanguages(); }
    void areComplete()
    {
        QFETCH(QString, language);
        if (!isComplete())
            QSKIP(Unfinished);
        QStringList unfinished;
        for (const Message &message : messagesOf(language)) {
            if (message.isUnfinished || message.translation.isEmpty())
                unfinished << message.context % u": " % message.source;
        }
        QVERIFY2(unfinished.isEmpty(), qPrintable(unfinished.join(u'\n')));
    }

    void lupdateUnderstandsEverySource()
    {
        const QString said = update(QStringLiteral("de"));
        QVERIFY2(said.contains(u"Found "), qPrintable(said));
        for (const QStringView complaint :
             {u"Qualifying with unknown", u"cannot be called", u"lacks"})
            QVERIFY2(!said.contains(complaint), qPrintable(said));
    }

    void knowEveryTextOfTheSources_data() { addLanguages(); }
    void knowEveryTextOfTheSources()
    {
        QFETCH(QString, language);
        if (!isComplete())
            QSKIP(Unfinished);
        const QString said = update(language);
        QVERIFY2(said.contains(u"(0 new and ") && !said.contains(u"Removed"),
                 qPrintable(said % u"\nBuild translations_update, and translate what is new."));
    }

private:
    QTemporaryDir m_folder;

    static void addLanguages()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("German") << "de";
        QTest::newRow("Vietnamese") << "vi";
    }

    [[nodiscard]] static bool isComplete() { return FT_TRANSLATIONS_COMPLETE; }

    /// What lupdate says when it brings a copy up to date.
    [[nodiscard]] QString update(const QString &language) const
    {
        const QString copy = m_folder.filePath(QStringLiteral("filetracker_%1.ts").arg(language));
        QFile::remove(copy);
        QFile::copy(pathOf(language), copy);
        QProcess lupdate;
        lupdate.setProcessChannelMode(QProcess::MergedChannels);
        QStringList arguments = QStringLiteral(FT_LUPDATE_ARGUMENTS).split(u' ');
        lupdate.start(QStringLiteral(FT_LUPDATE), arguments << QStringLiteral("-ts") << copy);
        lupdate.waitForFinished();
        return QString::fromLocal8Bit(lupdate.readAll());
    }
};

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
