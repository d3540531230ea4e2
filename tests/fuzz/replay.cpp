// replay CORPUS... [--mutations N] [--seed S] : runs every file below the folders, and N random
// mutations of them, through the property that the file's folder is named after.
#include "tests/fuzz/wireproperties.h"

#include <QByteArrayList>
#include <QDirIterator>
#include <QFile>
#include <QStringList>

#include <cstdio>
#include <random>
#include <vector>

namespace {

using ft::fuzz::Property;

/// Inputs of one property, and what can be made of them.
class Replay
{
public:
    Replay(const Property &property, std::uint32_t seed)
        : m_property(property)
        , m_random(seed)
    {}

    void addFolder(const QString &corpus);
    void run(int mutations);
    [[nodiscard]] qsizetype size() const { return m_inputs.size(); }

private:
    /// From a heap block of exactly this size: a sanitizer sees a read past its end.
    void check(const QByteArray &bytes) const;
    [[nodiscard]] QByteArray mutated();
    void mutateOnce(QByteArray &bytes);
    [[nodiscard]] qsizetype below(qsizetype limit);

    const Property &m_property;
    std::mt19937 m_random;
    QByteArrayList m_inputs;
};

void Replay::addFolder(const QString &corpus)
{
    QDirIterator files{corpus + u'/' + QString::fromLatin1(m_property.name), QDir::Files};
    QStringList paths;
    while (files.hasNext())
        paths << files.next();
    paths.sort();
    for (const QString &path : paths) {
        QFile file{path};
        if (file.open(QIODevice::ReadOnly))
            m_inputs << file.readAll();
    }
}

void Replay::run(int mutations)
{
    for (const QByteArray &input : m_inputs) {
        check(input);
        check(input.trimmed());
    }
    for (int i = 0; i < mutations && !m_inputs.isEmpty(); ++i)
        check(mutated());
}

void Replay::check(const QByteArray &bytes) const
{
    const std::vector<char> block(bytes.begin(), bytes.end());
    m_property.check(QByteArrayView{block.data(), static_cast<qsizetype>(block.size())});
}

QByteArray Replay::mutated()
{
    QByteArray bytes = m_inputs[below(m_inputs.size())];
    for (auto changes = 1 + below(4); changes > 0; --changes)
        mutateOnce(bytes);
    return bytes;
}

void Replay::mutateOnce(QByteArray &bytes)
{
    static const QByteArrayList pieces{"%",
                                       "%00",
                                       "%2",
                                       "%FF",
                                       "%EF%BB%BF",
                                       ",",
                                       ", ",
                                       "<",
                                       ">",
                                       "> <",
                                       " +",
                                       " more=yes",
                                       "yes",
                                       "=",
                                       ":",
                                       " ",
                                       "\n",
                                       "\r",
                                       "/",
                                       "..",
                                       "0",
                                       "-",
                                       "+",
                                       "18446744073709551616",
                                       "9007199254740992",
                                       "a=1",
                                       "\xc3"};
    const auto place = below(bytes.size() + 1);
    switch (below(5)) {
    case 0:
        bytes.insert(place, pieces[below(pieces.size())]);
        break;
    case 1:
        bytes.remove(place, 1 + below(8));
        break;
    case 2:
        if (place < bytes.size())
            bytes[place] = static_cast<char>(below(256));
        break;
    case 3: {
        const QByteArray &other = m_inputs[below(m_inputs.size())];
        bytes = bytes.first(place) + other.sliced(below(other.size() + 1));
        break;
    }
    default:
        bytes.insert(place, bytes.mid(below(bytes.size() + 1), 1 + below(40)));
    }
}

qsizetype Replay::below(qsizetype limit)
{
    return std::uniform_int_distribution<qsizetype>{0, limit - 1}(m_random);
}

} // namespace

int main(int argc, char **argv)
{
    QStringList corpora;
    int mutations = 20'000;
    std::uint32_t seed = 1;
    for (int i = 1; i < argc; ++i) {
        const auto argument = QString::fromLocal8Bit(argv[i]);
        if (argument == u"--mutations" && i + 1 < argc)
            mutations = QByteArray{argv[++i]}.toInt();
        else if (argument == u"--seed" && i + 1 < argc)
            seed = QByteArray{argv[++i]}.toUInt();
        else
            corpora << argument;
    }
    int status = 0;
    for (const Property &property : ft::fuzz::Properties) {
        Replay replay{property, seed};
        for (const QString &corpus : corpora)
            replay.addFolder(corpus);
        std::printf("%s: %d inputs\n", property.name, static_cast<int>(replay.size()));
        std::fflush(stdout);
        if (replay.size() == 0)
            status = 1;
        replay.run(mutations);
    }
    return status;
}
