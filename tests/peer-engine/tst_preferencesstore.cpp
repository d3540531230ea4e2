#include "peer-gui/engine/preferencesstore.h"
#include "tests/support/files.h"

#include <QTemporaryDir>
#include <QTest>

using namespace ft;
using namespace ft::engine;

namespace {

struct Fixture
{
    [[nodiscard]] PreferencesStore store() const
    {
        return PreferencesStore{folder.filePath(QStringLiteral("state"))};
    }
    [[nodiscard]] QString path(const char *suffix = "") const
    {
        return folder.filePath(QStringLiteral("state/preferences.json")
                               + QString::fromLatin1(suffix));
    }

    QTemporaryDir folder;
};

Preferences somePreferences()
{
    Preferences preferences;
    preferences.downloadFolder = QStringLiteral("/down");
    return preferences;
}

} // namespace

class TstPreferencesStore : public QObject
{
    Q_OBJECT

private slots:
    void hasNothingAtFirst()
    {
        const Fixture f;
        const auto loaded = f.store().load();
        QVERIFY(loaded.preferences.isEmpty());
        QVERIFY(!loaded.problem);
    }

    void keepsThemAndMakesTheFolder()
    {
        const Fixture f;
        QVERIFY(f.store().save(somePreferences()));
        QCOMPARE(f.store().load().preferences.downloadFolder, somePreferences().downloadFolder);
    }

    void keepsNothingWithoutAStateFolder()
    {
        const PreferencesStore store{{}};
        QVERIFY(store.save(somePreferences()));
        QVERIFY(store.load().preferences.isEmpty());
    }

    void setsADamagedFileAsideAndSaysSo()
    {
        const Fixture f;
        for (const char *suffix : {".damaged", ".damaged-2"}) {
            test::writeFile(f.path(), "{ no more");
            const auto loaded = f.store().load();
            QVERIFY(loaded.preferences.isEmpty());
            QVERIFY(loaded.problem);
            QCOMPARE(loaded.problem->code, ProblemCode::StateDamaged);
            QCOMPARE(loaded.problem->detail, f.path(suffix));
            QVERIFY(!f.store().load().problem);
        }
    }

    void saysThatItCannotWrite()
    {
        const Fixture f;
        test::writeFile(f.folder.filePath(QStringLiteral("state")), "a file");
        const auto saved = f.store().save(somePreferences());
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ProblemCode::StateUnwritable);
    }
};

QTEST_APPLESS_MAIN(TstPreferencesStore)
#include "tst_preferencesstore.moc"
